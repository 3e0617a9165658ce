import { findHeader } from './header-rows.ts';

export type BodyKind = 'empty' | 'json' | 'image' | 'text' | 'binary';

/** A body as it came, and what it is. `bytes` is its size on the wire. */
export interface BodyView {
  kind: BodyKind;
  contentType: string;
  bytes: Uint8Array;
  /** Null when the body is not UTF-8 text. */
  text: string | null;
}

const imageTypes = /^image\/(png|jpeg|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon|svg\+xml)$/;

/** Decodes a body as `invoke` answers it and decides how to show it. */
export function viewBody(
  headers: readonly (readonly [string, string])[],
  body: string,
  encoding: 'utf8' | 'base64',
): BodyView {
  const contentType = findHeader(headers, 'content-type') ?? '';
  const essence = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const bytes = encoding === 'base64' ? decodeBase64(body) : new TextEncoder().encode(body);
  return { kind: kindOf(essence, body, encoding), contentType, bytes, text: encoding === 'utf8' ? body : null };
}

/** JSON indented by two; the text itself when it is not JSON. Numbers too large for a double keep their digits. */
export function prettyJson(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  return indentJson(text);
}

function kindOf(essence: string, body: string, encoding: 'utf8' | 'base64'): BodyKind {
  if (body === '') return 'empty';
  if (imageTypes.test(essence)) return 'image';
  if (encoding === 'base64') return 'binary';
  if (essence === 'application/json' || essence.endsWith('+json')) return 'json';
  return 'text';
}

function decodeBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Works on the text, not on parsed values, so that nothing is rounded, reordered or dropped. */
function indentJson(text: string): string {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g) ?? [];
  let depth = 0;
  let result = '';
  const lineBreak = () => `\n${'  '.repeat(depth)}`;
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    const previous = tokens[index - 1];
    if (token === '{' || token === '[') {
      depth += 1;
      result += token + (next === '}' || next === ']' ? '' : lineBreak());
    } else if (token === '}' || token === ']') {
      depth -= 1;
      result += (previous === '{' || previous === '[' ? '' : lineBreak()) + token;
    } else if (token === ',') result += `,${lineBreak()}`;
    else if (token === ':') result += ': ';
    else result += token;
  });
  return result;
}
