import type { Failure, HeaderList } from '../../contract/invocation.ts';
import { failures } from './failures.ts';

/** More is no message of ours. */
const maxHeaders = 2_000;
/** RFC 9110, section 5.6.2. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** RFC 9110, section 5.5: no control characters but tab, and nothing that does not fit in a byte. */
const forbiddenInValue = /[^\t\x20-\x7e\x80-\xff]/;

/** Texts read and found right; most functions answer with the same one every time. */
const known = new Map<string, HeaderList>();
const maxKnown = 512;
const maxKnownLength = 4_096;

/**
 * Reads `name, value, …` as JSON into checked headers, or says what is wrong. The list of a text that comes often is the
 * same one each time, and is not to be changed.
 */
export function readHeaders(text: string): HeaderList | Failure {
  const before = known.get(text);
  if (before !== undefined) return before;
  const headers = parseHeaders(text);
  const failure = headers === null ? failures.badHeader(text.slice(0, 100)) : checkHeaders(headers);
  if (headers === null || failure !== null) return failure!;
  if (known.size >= maxKnown) known.clear();
  if (text.length <= maxKnownLength) known.set(text, headers);
  return headers;
}

function parseHeaders(text: string): HeaderList | null {
  const flat = parseJson(text);
  if (!Array.isArray(flat) || flat.length % 2 !== 0 || flat.length > maxHeaders * 2) return null;
  if (!flat.every((part) => typeof part === 'string')) return null;
  return Array.from({ length: flat.length / 2 }, (_, index) => [flat[index * 2]!, flat[index * 2 + 1]!]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Checks what a function wants to answer with, so that no response can be split or refused by the HTTP library. */
export function checkResponseHead(status: number, headers: HeaderList): Failure | null {
  return checkStatus(status) ?? checkHeaders(headers);
}

export function checkStatus(status: number): Failure | null {
  return status < 200 || status > 599 ? failures.badStatus(status) : null;
}

function checkHeaders(headers: HeaderList): Failure | null {
  for (const [name, value] of headers) {
    if (!token.test(name) || forbiddenInValue.test(value)) return failures.badHeader(name);
  }
  return null;
}
