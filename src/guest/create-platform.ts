import { badResponse } from './answer.ts';
import type { Host, InvocationId } from './door.ts';
import type { Platform, ResponseParts } from './platform.ts';
import { readChunks } from './read-chunks.ts';
import { createSignal, signalAbort } from './web/abort.ts';
import { bodyOf, bodyStream, isUnusable, type Body } from './web/body.ts';
import { domException } from './web/dom-exception.ts';
import { utf8Decode } from './web/encoding.ts';
import { flattenHeaders, Headers, headersFromFlat } from './web/headers.ts';
import { installWebPlatform } from './web/install.ts';
import { forgetOperations, operationDone } from './web/operations.ts';
import { apply } from './web/primordials.ts';
import { createRequest } from './web/request.ts';
import { isResponse, responseState, type Response } from './web/response.ts';
import { forgetTimers, timerFired } from './web/timers.ts';
import { URLSearchParams } from './web/url.ts';

/** Defines the web platform on the global object and gives the dispatcher its way to it. */
export function createPlatform(host: Host, current: () => InvocationId): Platform {
  installWebPlatform(host, current);
  return {
    createHeaders: headersFromFlat,
    plainHeaders,
    parseQuery,
    decode: utf8Decode,
    createRequest({ method, url, headers }, body) {
      const signal = createSignal();
      const request = createRequest({
        method,
        url,
        headers,
        body: body === undefined ? null : bodyOf(new Uint8Array(body)),
        signal,
      });
      return { request, abort: () => signalAbort(signal, domException('The invocation was cancelled', 'AbortError')) };
    },
    takeApart: (value) => (isResponse(value) ? takeApart(value) : undefined),
    timerFired,
    operationDone,
    forget(invocation) {
      forgetTimers(invocation);
      forgetOperations(invocation);
    },
  };
}

type ForEach = (run: (value: string, name: string) => void) => void;
const headersForEach = (Headers.prototype as unknown as { forEach: ForEach }).forEach;
const paramsForEach = (URLSearchParams.prototype as unknown as { forEach: ForEach }).forEach;

function parseQuery(query: string): string[] {
  const flat: string[] = [];
  const add = (value: string, name: string): void => {
    flat[flat.length] = name;
    flat[flat.length] = value;
  };
  apply(paramsForEach, new URLSearchParams(query), [add]);
  return flat;
}

/** Names in lower case; a repeated header's values joined as `get` joins them. */
function plainHeaders(headers: object): Record<string, string> {
  const plain = Object.create(null) as Record<string, string>;
  const add = (value: string, name: string): void => {
    plain[name] = name in plain ? `${plain[name]}, ${value}` : value;
  };
  apply(headersForEach, headers, [add]);
  return plain;
}

function takeApart(response: Response): ResponseParts {
  const { status, headers, body } = responseState(response);
  return { status, headers: flattenHeaders(headers), body: body === null ? null : takeBody(body) };
}

function takeBody(body: Body): ResponseParts['body'] {
  if (isUnusable(body)) throw badResponse("The returned Response's body has already been read. Return a clone of it.");
  if (body.source === null) return readChunks(bodyStream(body)!);
  const { source } = body;
  body.source = null;
  body.consumed = true;
  return source;
}
