import type { Failure, HeaderList } from '../contract/invocation.ts';
import type { FromSandbox } from '../protocol/messages.ts';
import type { Invocation, WholeAnswer } from './deployed.ts';

type Refused = { type: 'refused'; failure: Failure };
type ResponseMessage = Extract<FromSandbox, { type: 'respond' }> | Refused;

const tokenPattern = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// eslint-disable-next-line no-control-regex -- RFC 9110, section 5.5: control characters other than tab are not allowed.
const valuePattern = /^[\t\x20-\x7e\x80-\xff]*$/;
/** A longer text goes as its bytes: the engine would have to make them of it. */
const shortTextLength = 4_096;

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
  const headers = checkHead(status, headersText);
  if (typeof headers === 'string') return refused(headers);
  const bytes = body === undefined ? null : typeof body === 'string' ? Buffer.from(body) : new Uint8Array(body);
  const failure = count(invocation, bytes?.byteLength ?? 0);
  if (failure) return failure;
  return { type: 'respond', invocation: invocation.id, status, headers, body: bytes, more: more === true };
}

/** The same of a response that is whole, and the end of its invocation. */
export function answerMessage(
  invocation: Invocation,
  status: number,
  headers: string,
  body: ArrayBuffer | string | undefined,
): WholeAnswer | Refused {
  const checked = checkHead(status, headers);
  if (typeof checked === 'string') return refused(checked);
  const sent = bodyToSend(body);
  const failure = count(invocation, sent === null ? 0 : Buffer.byteLength(sent));
  return failure ?? { type: 'answered', invocation: invocation.id, status, headers, body: sent };
}

function bodyToSend(body: ArrayBuffer | string | undefined): Uint8Array | string | null {
  if (body === undefined) return null;
  if (typeof body !== 'string') return new Uint8Array(body);
  return body.length > shortTextLength ? Buffer.from(body) : body;
}

function count(invocation: Invocation, bytes: number): Refused | undefined {
  invocation.responseBytes = bytes;
  const allowed = invocation.deployed.source.limits.responseBytes;
  return bytes > allowed ? { type: 'refused', failure: tooLarge(bytes, allowed) } : undefined;
}

export function tooLarge(used: number, allowed: number): Failure {
  return {
    code: 'BAD_RESPONSE',
    message: `The response is larger than the ${allowed} bytes the function may send.`,
    limit: { name: 'responseBytes', allowed, used },
  };
}

/** The headers, or what is wrong with the head. */
function checkHead(status: number, headersText: string): HeaderList | string {
  if (!Number.isInteger(status) || status < 200 || status > 599) return `A response cannot have the status ${status}.`;
  return readHeaders(headersText);
}

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

function refused(message: string): Refused {
  return { type: 'refused', failure: { code: 'BAD_RESPONSE', message } };
}
