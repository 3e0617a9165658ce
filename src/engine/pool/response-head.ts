import type { Failure, HeaderList } from '../../contract/invocation.ts';
import { failures } from './failures.ts';

/** RFC 9110, section 5.6.2. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** RFC 9110, section 5.5: no control characters but tab, and nothing that does not fit in a byte. */
const forbiddenInValue = /[^\t\x20-\x7e\x80-\xff]/;

/** Checks what a function wants to answer with, so that no response can be split or refused by the HTTP library. */
export function checkResponseHead(status: number, headers: HeaderList): Failure | null {
  if (status < 200 || status > 599) return failures.badStatus(status);
  for (const [name, value] of headers) {
    if (!token.test(name) || forbiddenInValue.test(value)) return failures.badHeader(name);
  }
  return null;
}
