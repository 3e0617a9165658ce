import { blobBytes, concatBytes, fileOfBytes } from './blob.ts';
import { utf8Decode, utf8Encode } from './encoding.ts';
import { appendEntry, FormData, formDataEntries } from './form-data.ts';
import { subarray } from './primordials.ts';

/**
 * multipart/form-data, both ways: https://html.spec.whatwg.org/#multipart-form-data and
 * https://andreubotella.github.io/multipart-form-data/
 */

const newline = utf8Encode('\r\n');

const normalizeNewlines = (text: string): string => text.replace(/\r\n|\r|\n/g, '\r\n');
const escapeName = (text: string): string => text.replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22');

export function encodeMultipart(data: FormData, boundary: string): Uint8Array<ArrayBuffer> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (const [name, value] of formDataEntries(data)) {
    let head = `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(normalizeNewlines(name))}"`;
    if (typeof value === 'string') {
      chunks.push(utf8Encode(`${head}\r\n\r\n${normalizeNewlines(value)}\r\n`));
      continue;
    }
    head += `; filename="${escapeName(value.name)}"\r\nContent-Type: ${value.type || 'application/octet-stream'}`;
    chunks.push(utf8Encode(`${head}\r\n\r\n`), blobBytes(value), newline);
  }
  chunks.push(utf8Encode(`--${boundary}--\r\n`));
  return concatBytes(chunks);
}

/** Null when the bytes are not well-formed multipart/form-data. */
export function parseMultipart(bytes: Uint8Array<ArrayBuffer>, boundary: string): FormData | null {
  const data = new FormData();
  const dash = utf8Encode(`--${boundary}`);
  let at = 0;
  while (isNewline(bytes, at)) at += 2;
  if (!startsWith(bytes, dash, at)) return null;
  at += dash.length;
  for (;;) {
    if (bytes[at] === 0x2d && bytes[at + 1] === 0x2d) return data;
    while (bytes[at] === 0x20 || bytes[at] === 0x09) at++;
    if (!isNewline(bytes, at)) return null;
    const head = parsePartHead(bytes, at + 2);
    if (head === null) return null;
    const end = findBoundary(bytes, dash, head.end);
    if (end < 0) return null;
    const body = subarray(bytes, head.end, end);
    if (head.filename === null) appendEntry(data, head.name, utf8Decode(body));
    else appendEntry(data, head.name, fileOfBytes(body, head.filename, head.type));
    at = end + 2 + dash.length;
  }
}

interface PartHead {
  name: string;
  filename: string | null;
  type: string;
  /** Where the body begins. */
  end: number;
}

function parsePartHead(bytes: Uint8Array, start: number): PartHead | null {
  let at = start;
  let name: string | null = null;
  let filename: string | null = null;
  let type: string | null = null;
  while (!isNewline(bytes, at)) {
    const end = findNewline(bytes, at);
    if (end < 0) return null;
    const line = utf8Decode(subarray(bytes, at, end));
    const header = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+)[ \t]*:[ \t]*(.*?)[ \t]*$/s.exec(line);
    if (header === null) return null;
    const value = header[2]!;
    const key = header[1]!.toLowerCase();
    if (key === 'content-disposition') {
      const disposition = parseDisposition(value);
      if (disposition === null) return null;
      ({ name, filename } = disposition);
    } else if (key === 'content-type') type = value;
    at = end + 2;
  }
  if (name === null) return null;
  return { name, filename, type: type ?? 'text/plain', end: at + 2 };
}

function parseDisposition(value: string): { name: string; filename: string | null } | null {
  if (!/^form-data[ \t]*;/i.test(value)) return null;
  const name = readParameter(value, 'name');
  return name === null ? null : { name, filename: readParameter(value, 'filename') };
}

function readParameter(value: string, parameter: string): string | null {
  const quoted = new RegExp(`;[ \\t]*${parameter}="([^"]*)"`, 'i').exec(value);
  if (quoted) return unescapeName(quoted[1]!);
  const token = new RegExp(`;[ \\t]*${parameter}=([^";\\s]+)`, 'i').exec(value);
  return token ? unescapeName(token[1]!) : null;
}

const unescapeName = (text: string): string => text.replace(/%0A/gi, '\n').replace(/%0D/gi, '\r').replace(/%22/g, '"');

const isNewline = (bytes: Uint8Array, at: number): boolean => bytes[at] === 0x0d && bytes[at + 1] === 0x0a;

function findNewline(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0x0d, from);
  while (at >= 0 && bytes[at + 1] !== 0x0a) at = bytes.indexOf(0x0d, at + 1);
  return at;
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array, at: number): boolean {
  if (at + prefix.length > bytes.length) return false;
  for (let index = 0; index < prefix.length; index++) if (bytes[at + index] !== prefix[index]) return false;
  return true;
}

/** Where the line break before the next boundary is; a body may be empty, its break is then the head's own. */
function findBoundary(bytes: Uint8Array, dash: Uint8Array, from: number): number {
  let at = findNewline(bytes, from);
  while (at >= 0) {
    if (startsWith(bytes, dash, at + 2)) return at;
    at = findNewline(bytes, at + 2);
  }
  return -1;
}
