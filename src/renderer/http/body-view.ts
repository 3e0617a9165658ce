import { findHeader } from '../../kit/find-header.ts';

export type BodyKind = 'empty' | 'json' | 'html' | 'image' | 'text' | 'binary';

/** A body as it came, and what it is. */
export interface BodyView {
  kind: BodyKind;
  contentType: string;
  bytes: Uint8Array;
  /** Null when the body is not UTF-8 text; only the beginning of one that is too long to be looked at. */
  text: string | null;
  /** Whether `text` is all of it. */
  complete: boolean;
}

/** Looking at more than this would make the window slow; the rest can be saved to a file. */
export const previewBytes = 1_048_576;

const imageTypes = /^image\/(png|jpeg|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon|svg\+xml)$/;

/** Decodes a body as `invoke` answers it and decides how to show it. */
export function viewBody(
  headers: readonly (readonly [string, string])[],
  body: string,
  encoding: 'utf8' | 'base64',
): BodyView {
  return viewBytes(headers, encoding === 'base64' ? decodeBase64(body) : new TextEncoder().encode(body));
}

/** Decides how to show a body. */
export function viewBytes(headers: readonly (readonly [string, string])[], bytes: Uint8Array): BodyView {
  const contentType = findHeader(headers, 'content-type') ?? '';
  const essence = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const complete = bytes.length <= previewBytes;
  const text = decodeText(bytes.subarray(0, previewBytes), complete);
  return { kind: kindOf(essence, bytes, text), contentType, bytes, text, complete };
}

/** Null for what is no UTF-8 text; a character cut at the end of a beginning is left out. */
export function decodeText(bytes: Uint8Array, complete: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: !complete });
  } catch {
    return null;
  }
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

function kindOf(essence: string, bytes: Uint8Array, text: string | null): BodyKind {
  if (bytes.length === 0) return 'empty';
  if (imageTypes.test(essence)) return 'image';
  if (text === null || essence === 'application/octet-stream') return 'binary';
  if (essence === 'text/html' || essence === 'application/xhtml+xml') return 'html';
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
