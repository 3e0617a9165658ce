import { Readable } from 'node:stream';

import { Agent } from 'undici';

import type { FetchOperation, WebSocketOperation } from '../../protocol/messages.ts';
import { isBodySource, type BodySource } from '../body/body-source.ts';
import type { OperationInput, OperationOutcome } from '../pool/operations.ts';
import { createAddressPolicy, type AddressPolicyOptions } from './address-policy.ts';
import { bodyFailureOf, failureOf, RefusedRequestError } from './fetch-failure.ts';
import { createGuardedConnector, lookupAll, type Lookup } from './guarded-connector.ts';
import { openWebSocket } from './open-web-socket.ts';
import { redirectOf, type WireRequest } from './redirect.ts';
import { outgoingHeaders } from './request-headers.ts';
import { locationOf, resultOf } from './result.ts';
import { createSlots } from './slots.ts';

/** Makes functions' requests to the internet. */
export interface OutboundFetch {
  /**
   * Never rejects. Bodies go both ways no faster than they are read. The response's is decoded, and `content-encoding`
   * and `content-length` then taken off, so that it may be passed on as it is. A request to where functions may not go
   * fails with a TypeError that says why. Too many at once wait for those before them to be read to their ends.
   */
  perform(operation: FetchOperation, input: OperationInput): Promise<OperationOutcome>;
  /** Opens a WebSocket. It holds one of the places for requests in flight until it is closed. Never rejects. */
  connect(operation: WebSocketOperation, input: OperationInput): Promise<OperationOutcome>;
  /** Gives up what is in flight and closes every connection. */
  dispose(): Promise<void>;
}

export interface OutboundFetchOptions extends AddressPolicyOptions {
  /** Largest response body, decompressed. */
  maxBodyBytes?: number;
  connectTimeoutMs?: number;
  /** From the request sent to the response's headers. */
  headersTimeoutMs?: number;
  /** Requests in flight at once, those whose bodies are being read included; the others wait. */
  maxInFlight?: number;
  maxWaiting?: number;
  lookup?: Lookup;
}

const maxRedirects = 20;
const forbiddenMethods = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** No proxy is used, whatever the environment says: it would connect where nobody has looked. */
export function createOutboundFetch(options: OutboundFetchOptions = {}): OutboundFetch {
  const {
    maxBodyBytes = 50_000_000,
    connectTimeoutMs = 5_000,
    headersTimeoutMs = 60_000,
    maxInFlight = 50,
    maxWaiting = 200,
  } = options;
  const policy = createAddressPolicy(options);
  const slots = createSlots({ max: maxInFlight, maxWaiting });
  const connect = createGuardedConnector(policy, options.lookup ?? lookupAll, connectTimeoutMs);
  const disposal = new AbortController();
  const agent = new Agent({
    connect,
    // A body that is not read holds its connection: fewer of them than requests would let some wait for ever.
    connections: maxInFlight,
    headersTimeout: headersTimeoutMs,
    // An event stream may be silent for long; the invocation's wall limit ends what waits for it.
    bodyTimeout: 300_000,
    maxHeaderSize: 65_536,
  });

  function send({ url, method, headers, body }: WireRequest, signal: AbortSignal) {
    const reason = policy.refuseUrl(url);
    if (reason !== null) throw new RefusedRequestError(reason);
    return agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method,
      headers: headers.flat(),
      body: isBodySource(body) ? Readable.from(chunksOf(body), { objectMode: false }) : body,
      signal,
      responseHeaders: 'raw',
    });
  }

  async function run(operation: FetchOperation, { signal, body }: OperationInput): Promise<Answered> {
    let request = firstRequest(operation, body);
    for (let hops = 0; hops <= maxRedirects; hops++) {
      const response = await send(request, signal);
      const next =
        operation.redirect === 'manual' ? null : redirectOf(request, response.statusCode, locationOf(response));
      if (!next) return await resultOf(response, request, { redirected: hops > 0, maxBodyBytes });
      response.body.on('error', () => undefined).destroy();
      if (operation.redirect === 'error') throw new RefusedRequestError(`it redirects to ${next.url.href}`);
      request = next;
    }
    throw new RefusedRequestError(`it redirects more than ${maxRedirects} times`);
  }

  return {
    async perform(operation, input) {
      const { url } = operation;
      let release = (): void => undefined;
      try {
        release = await slots.take(input.signal);
        const result = await run(operation, input);
        if (!isBodySource(result.body)) release();
        else result.body = watchBody(result.body, release, (error) => bodyFailureOf(error, url, input.signal));
        return result;
      } catch (error) {
        release();
        return failureOf(error, url, input.signal);
      }
    },
    async connect(operation, { signal: own, body }) {
      const { url } = operation;
      const signal = AbortSignal.any([own, disposal.signal]);
      let release = (): void => undefined;
      try {
        const reason = policy.refuseUrl(new URL(url.replace(/^ws/, 'http')));
        if (reason !== null || !isBodySource(body)) throw new RefusedRequestError(reason ?? 'it has no body');
        const onOver = await slots.take(signal);
        release = onOver;
        const parts = { signal, outgoing: body, connect, onOver, handshakeTimeoutMs: headersTimeoutMs };
        return await openWebSocket(operation, parts);
      } catch (error) {
        release();
        return failureOf(error, url, signal);
      }
    },
    async dispose() {
      disposal.abort();
      await agent.destroy();
    },
  };
}

type Answered = Extract<OperationOutcome, { ok: true }>;

/** The same body, its end told to `onOver` and its failures put into words. */
function watchBody(source: BodySource, onOver: () => void, explain: (error: unknown) => Error): BodySource {
  return {
    async read() {
      try {
        const chunk = await source.read();
        if (chunk === null) onOver();
        return chunk;
      } catch (error) {
        onOver();
        throw explain(error);
      }
    },
    cancel() {
      onOver();
      source.cancel();
    },
  };
}

async function* chunksOf(source: BodySource): AsyncGenerator<Uint8Array> {
  try {
    for (let chunk = await source.read(); chunk !== null; chunk = await source.read()) yield chunk;
  } finally {
    source.cancel();
  }
}

function firstRequest({ url: text, method, headers }: FetchOperation, body: OperationInput['body']): WireRequest {
  const url = URL.parse(text);
  if (!url) throw new RefusedRequestError('it is not a URL');
  if (forbiddenMethods.has(method.toUpperCase())) throw new RefusedRequestError(`the method ${method} is not allowed`);
  const isBodyless = method === 'GET' || method === 'HEAD';
  return { url, method, headers: outgoingHeaders(headers), body: isBodyless ? null : body };
}
