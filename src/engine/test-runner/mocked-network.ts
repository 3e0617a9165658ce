import type { Exchange } from '../../contract/exchange.ts';
import type { FetchOperation } from '../../protocol/messages.ts';
import { headerListOf } from '../../testing/request-of-test.ts';
import type { PerformFetch } from '../deployment.ts';
import type { OperationOutcome } from '../pool/operations.ts';
import { withoutHash } from './recorder.ts';
import { bytesOf, contentTypeOf, isSameBody } from './stored-body.ts';
import { wholeBody } from './whole-body.ts';

/** A network that knows some answers, and nothing else. */
export interface MockedNetwork {
  readonly fetch: PerformFetch;
  /** What was asked for in vain, such as `GET https://example.com/`. */
  unexpected(): string[];
  /** How many answers nobody asked for. */
  unused(): number;
}

const maxBodyBytes = 8_000_000;

/** Each exchange answers one request, the first that fits. `mask` spells addresses and bodies as they were recorded. */
export function createMockedNetwork(exchanges: readonly Exchange[], mask: (text: string) => string): MockedNetwork {
  const open = [...exchanges];
  const unexpected: string[] = [];
  const take = ({ method, url }: FetchOperation, body: Buffer): Exchange | undefined => {
    const address = mask(withoutHash(url));
    const index = open.findIndex(({ request }) => {
      if (request.method !== method || !isUrlLike(request.url, address)) return false;
      return request.body === undefined || isSameBody(request.body, body, mask);
    });
    return index < 0 ? undefined : open.splice(index, 1)[0];
  };
  return {
    async fetch(operation, input) {
      const { method } = operation;
      const asked = `${method} ${mask(withoutHash(operation.url))}`;
      try {
        const exchange = take(operation, await wholeBody(input.body, maxBodyBytes));
        if (exchange !== undefined) return outcomeOf(exchange, operation);
        unexpected.push(asked);
        return failed(`${asked}: the test has no recorded answer for this request${hintFor(method, exchanges)}`);
      } catch (error) {
        unexpected.push(asked);
        return failed(`${asked}: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
    unexpected: () => [...unexpected],
    unused: () => open.length,
  };
}

/** `*` in a pattern stands for any characters. Takes time that grows with the lengths, never more. */
export function isUrlLike(pattern: string, url: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return url === pattern;
  if (!url.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = url.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return url.length - last.length >= at && url.endsWith(last);
}

function outcomeOf({ response }: Exchange, operation: FetchOperation): OperationOutcome {
  if ('failure' in response) return failed(response.failure);
  const { status, headers, body, url = operation.url } = response;
  const list = headerListOf(headers);
  const isTyped = body === undefined || list.some(([name]) => name.toLowerCase() === 'content-type');
  const isBodyless = operation.method === 'HEAD' || status === 204 || status === 205 || status === 304;
  return {
    ok: true,
    status,
    statusText: '',
    headers: isTyped ? list : [['content-type', contentTypeOf(body)], ...list],
    url: withoutHash(url),
    redirected: response.url !== undefined,
    body: isBodyless ? null : bytesOf(body),
  };
}

function hintFor(method: string, exchanges: readonly Exchange[]): string {
  const urls = exchanges.filter(({ request }) => request.method === method).map(({ request }) => request.url);
  return urls.length === 0 ? '' : `; it has ${[...new Set(urls)].slice(0, 3).join(', ')}`;
}

function failed(message: string): OperationOutcome {
  return { ok: false, name: 'TypeError', message };
}
