import { toLowerCase } from './primordials.ts';

/** https://mimesniff.spec.whatwg.org/#understanding-mime-types */

export interface MimeType {
  type: string;
  subtype: string;
  /** In order; the first of a name counts. */
  parameters: Map<string, string>;
}

const tokenPattern = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const quotedPattern = /^[\t\x20-\x7e\x80-\xff]*$/;
const isSpace = (character: string | undefined) =>
  character === ' ' || character === '\t' || character === '\n' || character === '\r';

const trimEnd = (text: string): string => {
  let end = text.length;
  while (end > 0 && isSpace(text[end - 1])) end--;
  return text.slice(0, end);
};
const trim = (text: string): string => {
  let start = 0;
  while (start < text.length && isSpace(text[start])) start++;
  return trimEnd(text.slice(start));
};

/** https://fetch.spec.whatwg.org/#collect-an-http-quoted-string; `at` is on the opening quote. */
function readQuoted(text: string, at: number): { value: string; end: number } {
  let value = '';
  let index = at + 1;
  for (; index < text.length; index++) {
    const character = text[index]!;
    if (character === '"') return { value, end: index + 1 };
    if (character === '\\' && index + 1 < text.length) value += text[++index]!;
    else value += character;
  }
  return { value, end: index };
}

/** Null when `text` is not a MIME type. */
export function parseMimeType(text: string): MimeType | null {
  const input = trim(text);
  const slash = input.indexOf('/');
  if (slash < 0) return null;
  const type = input.slice(0, slash);
  const semicolon = input.indexOf(';', slash);
  const subtype = trimEnd(input.slice(slash + 1, semicolon < 0 ? undefined : semicolon));
  if (!tokenPattern.test(type) || !tokenPattern.test(subtype)) return null;
  const parameters = semicolon < 0 ? new Map<string, string>() : parseParameters(input, semicolon);
  return { type: toLowerCase(type), subtype: toLowerCase(subtype), parameters };
}

function parseParameters(input: string, semicolon: number): Map<string, string> {
  const parameters = new Map<string, string>();
  let at = semicolon;
  while (at < input.length) {
    at++;
    while (at < input.length && isSpace(input[at])) at++;
    const nameStart = at;
    while (at < input.length && input[at] !== ';' && input[at] !== '=') at++;
    const name = toLowerCase(input.slice(nameStart, at));
    if (at >= input.length) break;
    if (input[at] === ';') continue;
    at++;
    if (at >= input.length) break;
    let value: string;
    if (input[at] === '"') {
      const quoted = readQuoted(input, at);
      value = quoted.value;
      at = input.indexOf(';', quoted.end);
      if (at < 0) at = input.length;
    } else {
      const valueStart = at;
      while (at < input.length && input[at] !== ';') at++;
      value = trimEnd(input.slice(valueStart, at));
      if (value === '') continue;
    }
    if (tokenPattern.test(name) && quotedPattern.test(value) && !parameters.has(name)) parameters.set(name, value);
  }
  return parameters;
}

export function serializeMimeType({ type, subtype, parameters }: MimeType): string {
  let text = `${type}/${subtype}`;
  parameters.forEach((value, name) => {
    const quoted = tokenPattern.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
    text += `;${name}=${quoted}`;
  });
  return text;
}

export const mimeEssence = ({ type, subtype }: MimeType): string => `${type}/${subtype}`;

/** https://fetch.spec.whatwg.org/#concept-header-extract-mime-type, from the combined Content-Type value. */
export function extractMimeType(contentType: string | null): MimeType | null {
  if (contentType === null) return null;
  let charset: string | null = null;
  let essence: string | null = null;
  let found: MimeType | null = null;
  for (const value of splitHeaderValue(contentType)) {
    const parsed = parseMimeType(value);
    if (parsed === null || mimeEssence(parsed) === '*/*') continue;
    found = parsed;
    if (mimeEssence(parsed) !== essence) {
      charset = parsed.parameters.get('charset') ?? null;
      essence = mimeEssence(parsed);
    } else if (!parsed.parameters.has('charset') && charset !== null) {
      parsed.parameters.set('charset', charset);
    }
  }
  return found;
}

/** https://fetch.spec.whatwg.org/#header-value-get-decode-and-split */
function splitHeaderValue(text: string): string[] {
  const values: string[] = [];
  let start = 0;
  let at = 0;
  while (at < text.length) {
    if (text[at] === '"') at = readQuoted(text, at).end;
    else if (text[at] === ',') {
      values.push(trim(text.slice(start, at)));
      start = ++at;
    } else at++;
  }
  values.push(trim(text.slice(start)));
  return values;
}
