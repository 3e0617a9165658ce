import { Agent } from 'undici';

import type { FetchOperation, OperationResult } from '../../protocol/messages.ts';
import { createAddressPolicy, type AddressPolicyOptions } from './address-policy.ts';
import { failureOf, RefusedRequestError } from './fetch-failure.ts';
import { createGuardedConnector, lookupAll, type Lookup } from './guarded-connector.ts';
import { redirectOf, type WireRequest } from './redirect.ts';
import { outgoingHeaders } from './request-headers.ts';
import { locationOf, resultOf } from './result.ts';

/** Makes functions' requests to the internet. */
export interface OutboundFetch {
  /**
   * Never rejects. A body is decoded, and `content-encoding` and `content-length` then taken off, so that the response
   * may be passed on as it is. A request to where functions may not go fails with a TypeError that says why.
   */
  perform(operation: FetchOperation, signal: AbortSignal): Promise<OperationResult>;
  /** Gives up what is in flight and closes every connection. */
  dispose(): Promise<void>;
}

export interface OutboundFetchOptions extends AddressPolicyOptions {
  /** Largest response body, decompressed. */
  maxBodyBytes?: number;
  connectTimeoutMs?: number;
  /** From the request sent to the response's headers. */
  headersTimeoutMs?: number;
  socketsPerHost?: number;
  lookup?: Lookup;
}

const maxRedirects = 20;
const forbiddenMethods = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** No proxy is used, whatever the environment says: it would connect where nobody has looked. */
export function createOutboundFetch(options: OutboundFetchOptions = {}): OutboundFetch {
  const {
    maxBodyBytes = 50_000_000,
    connectTimeoutMs = 5_000,
    headersTimeoutMs = 10_000,
    socketsPerHost = 6,
  } = options;
  const policy = createAddressPolicy(options);
  const agent = new Agent({
    connect: createGuardedConnector(policy, options.lookup ?? lookupAll, connectTimeoutMs),
    connections: socketsPerHost,
    headersTimeout: headersTimeoutMs,
    bodyTimeout: 30_000,
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
      body,
      signal,
      responseHeaders: 'raw',
    });
  }

  async function run(operation: FetchOperation, signal: AbortSignal): Promise<OperationResult> {
    let request = firstRequest(operation);
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
    async perform(operation, signal) {
      try {
        return await run(operation, signal);
      } catch (error) {
        return failureOf(error, operation.url, signal);
      }
    },
    dispose: () => agent.destroy(),
  };
}

function firstRequest({ url: text, method, headers, body }: FetchOperation): WireRequest {
  const url = URL.parse(text);
  if (!url) throw new RefusedRequestError('it is not a URL');
  if (forbiddenMethods.has(method.toUpperCase())) throw new RefusedRequestError(`the method ${method} is not allowed`);
  const isBodyless = method === 'GET' || method === 'HEAD';
  return { url, method, headers: outgoingHeaders(headers), body: isBodyless ? null : body };
}
