import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';

import { lineAt } from './line-at.ts';
import { refused } from './refused.ts';

const maxDepth = 32;
const maxLength = 20_000_000;

/**
 * The value of a JSON text that nobody vouches for. Rejects, with file and line, what is no JSON, is nested more than 32
 * deep, or names an object's prototype. `comments` allows them, and a comma at the end of lists.
 */
export function readJson(file: string, text: string, { comments = false } = {}): unknown {
  if (text.length > maxLength) throw refused(file, 'it is too large');
  const plain = text.replace(/^\uFEFF/, '');
  checkDepth(file, plain);
  if (!comments) return parsePlain(file, plain);
  const errors: ParseError[] = [];
  const tree = parseTree(plain, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined || tree === undefined) {
    const line = lineAt(plain, first?.offset ?? 0);
    const why = first === undefined ? 'it is empty' : printParseErrorCode(first.error);
    throw refused(file, `it is not JSON (${why}, line ${line})`, { line });
  }
  return valueOf(file, plain, tree);
}

function parsePlain(file: string, text: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === '__proto__') throw refused(file, '"__proto__" is no name that is accepted');
      return value;
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const errors: ParseError[] = [];
    parseTree(text, errors, { disallowComments: true });
    const line = lineAt(text, errors[0]?.offset ?? text.length);
    throw refused(file, `it is not JSON (line ${line})`, { line }, error);
  }
}

/** Before a parser that recurses sees it. */
function checkDepth(file: string, text: string): void {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') at = endOfString(text, at);
    else if (character === '/') at = endOfComment(text, at);
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    if (depth > maxDepth) {
      const line = lineAt(text, at);
      throw refused(file, `it is nested more than ${maxDepth} deep (line ${line})`, { line });
    }
  }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (character === '"' || character === '\n' || character === '\r') return at;
  }
  return text.length;
}

/** Where one ends that begins here; a quote in it would hide what comes after. */
function endOfComment(text: string, start: number): number {
  const isBlock = text.startsWith('/*', start);
  if (!isBlock && !text.startsWith('//', start)) return start;
  const end = isBlock ? /\*\//g : /[\r\n]/g;
  end.lastIndex = start + 2;
  return end.test(text) ? end.lastIndex - 1 : text.length;
}

function valueOf(file: string, text: string, node: Node): unknown {
  const { type, children = [], value } = node;
  if (type === 'array') return children.map((child) => valueOf(file, text, child));
  if (type !== 'object') return value as unknown;
  const entries = children.map(({ children: [key, content] = [] }): [string, unknown] => {
    const name = String(key?.value);
    if (name === '__proto__') {
      throw refused(file, '"__proto__" is no name that is accepted', { line: lineAt(text, key?.offset ?? 0) });
    }
    return [name, content === undefined ? undefined : valueOf(file, text, content)];
  });
  return Object.fromEntries(entries);
}
