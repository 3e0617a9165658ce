import type { Exchange, StoredHeaders } from '../../contract/exchange.ts';
import type { HeaderList } from '../../contract/invocation.ts';
import type { FetchOperation } from '../../protocol/messages.ts';
import type { PerformFetch } from '../deployment.ts';
import type { OperationOutcome } from '../pool/operations.ts';
import { storedBody } from './stored-body.ts';
import { wholeBody } from './whole-body.ts';

const maxBodyBytes = 8_000_000;
/** A request body beyond this is not kept, and any will do later: nobody would look at what differs. */
const maxRequestBodyBytes = 65_536;

/** What was asked for; never who asked, such as `authorization` and `cookie`. */
const keptRequestHeaders = new Set(['accept', 'accept-language', 'content-type', 'range']);
/** Of the connection and the moment, and what only a browser would look at. */
const droppedResponseHeaders =
  /^(connection|keep-alive|transfer-encoding|trailer|upgrade|content-length|content-encoding|date|age|set-cookie|server|server-timing|via|alt-svc|nel|report-to|reporting-endpoints|expect-ct|strict-transport-security|content-security-policy.*|cross-origin-.*|permissions-policy|x-(frame|xss|content-type).*|cf-.*|x-amz-.*|x-request-id|x-served-by|x-cache.*|x-timer|x-fastly.*)$/i;

/** A network that goes out and remembers. */
export interface Recorder {
  readonly fetch: PerformFetch;
  /** In the order the requests were made; those that have no answer yet are left out. */
  exchanges(): Exchange[];
}

/** `mask` hides secrets in whatever is kept. */
export function createRecorder(network: PerformFetch, mask: (text: string) => string): Recorder {
  const kept: (Exchange | null)[] = [];
  const record = async (operation: FetchOperation, requestBody: Buffer, outcome: OperationOutcome) => {
    const request = storedRequest(operation, requestBody, mask);
    if (!outcome.ok) return { exchange: { request, response: { failure: mask(outcome.message) } }, outcome };
    const body = await wholeBody(outcome.body, maxBodyBytes);
    const response = {
      status: outcome.status,
      headers: storedHeaders(outcome.headers, (name) => !droppedResponseHeaders.test(name), mask),
      body: storedBody(body, mask),
      ...(outcome.redirected && { url: mask(outcome.url) }),
    };
    return { exchange: { request, response }, outcome: { ...outcome, body: outcome.body === null ? null : body } };
  };
  return {
    async fetch(operation, input) {
      const index = kept.push(null) - 1;
      try {
        const requestBody = await wholeBody(input.body, maxBodyBytes);
        const sent = input.body === null ? null : requestBody;
        const recorded = await record(operation, requestBody, await network(operation, { ...input, body: sent }));
        kept[index] = recorded.exchange;
        return recorded.outcome;
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return { ok: false, name: 'TypeError', message: `${operation.url}: ${message}` };
      }
    },
    exchanges: () => kept.filter((exchange) => exchange !== null),
  };
}

function storedRequest(
  { method, url, headers }: FetchOperation,
  body: Buffer,
  mask: (text: string) => string,
): Exchange['request'] {
  const kept = storedHeaders(headers, (name) => keptRequestHeaders.has(name.toLowerCase()), mask);
  const small = body.byteLength > maxRequestBodyBytes ? undefined : storedBody(body, mask);
  return {
    method,
    url: mask(withoutHash(url)),
    ...(Object.keys(kept).length > 0 && { headers: kept }),
    ...(small !== undefined && { body: small }),
  };
}

/** What a server gets to see of an address. */
export function withoutHash(url: string): string {
  return url.replace(/#.*$/s, '');
}

function storedHeaders(
  headers: HeaderList,
  isKept: (name: string) => boolean,
  mask: (text: string) => string,
): StoredHeaders {
  const stored: Record<string, string[]> = {};
  for (const [name, value] of headers) if (isKept(name)) (stored[name.toLowerCase()] ??= []).push(mask(value));
  return Object.fromEntries(Object.entries(stored).map(([name, values]) => [name, one(values)]));
}

function one(values: string[]): string | string[] {
  const [first = ''] = values;
  return values.length === 1 ? first : values;
}
