import type { Failure, HeaderList } from '../contract/invocation.ts';
import type { FromSandbox } from '../protocol/messages.ts';
import type { Invocation } from './deployed.ts';

type ResponseMessage = Extract<FromSandbox, { type: 'respond' }> | { type: 'refused'; failure: Failure };

const tokenPattern = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// eslint-disable-next-line no-control-regex -- RFC 9110, section 5.5: control characters other than tab are not allowed.
const valuePattern = /^[\t\x20-\x7e\x80-\xff]*$/;

/** The last head's text and what it said: most functions answer with the same headers every time. */
let known: { text: string; headers: HeaderList } = { text: '[]', headers: [] };

/** A guest's response as a message, or why it cannot be one: the guest is not trusted to have checked. */
export function responseMessage(
  invocation: Invocation,
  status: number,
  headersText: string,
  body: ArrayBuffer | string | undefined,
  more: boolean,
): ResponseMessage {
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    return refused(`A response cannot have the status ${status}.`);
  }
  const headers = readHeaders(headersText);
  if (typeof headers === 'string') return refused(headers);
  const bytes = body === undefined ? null : typeof body === 'string' ? Buffer.from(body) : new Uint8Array(body);
  invocation.responseBytes = bytes?.byteLength ?? 0;
  const allowed = invocation.deployed.source.limits.responseBytes;
  if (invocation.responseBytes > allowed) {
    return { type: 'refused', failure: tooLarge(invocation.responseBytes, allowed) };
  }
  return { type: 'respond', invocation: invocation.id, status, headers, body: bytes, more: more === true };
}

export function tooLarge(used: number, allowed: number): Failure {
  return {
    code: 'BAD_RESPONSE',
    message: `The response is larger than the ${allowed} bytes the function may send.`,
    limit: { name: 'responseBytes', allowed, used },
  };
}

/** The headers, or what is wrong with them. */
function readHeaders(text: string): HeaderList | string {
  if (text === known.text) return known.headers;
  const flat = JSON.parse(text) as unknown[];
  const headers: HeaderList = [];
  for (let index = 0; index < flat.length; index += 2) {
    const [name, value] = [String(flat[index]), String(flat[index + 1])];
    if (!tokenPattern.test(name) || !valuePattern.test(value))
      return `The response header ${JSON.stringify(name)} is not valid.`;
    headers.push([name, value]);
  }
  known = { text, headers };
  return headers;
}

function refused(message: string): ResponseMessage {
  return { type: 'refused', failure: { code: 'BAD_RESPONSE', message } };
}
