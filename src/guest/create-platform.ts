import { badResponse, tooLarge } from './answer.ts';
import type { Host, InvocationId } from './door.ts';
import type { HeldBody } from './held-body.ts';
import type { Platform, ResponseParts, StreamedBody } from './platform.ts';
import { readHeaders, type BodyKind } from './request-head.ts';
import { createSignal, signalAbort, type AbortSignal } from './web/abort.ts';
import { createBinding } from './web/binding.ts';
import { bodyOfStream, bodyStream, bodyToFetch, isUint8Array, isUnusable, readAll, type Body } from './web/body.ts';
import { forgetGroups } from './web/console.ts';
import { domException } from './web/dom-exception.ts';
import { utf8Decode } from './web/encoding.ts';
import { flattenHeaders, Headers, headersFromFlat } from './web/headers.ts';
import { bodyEnded, chunkArrived, failBody, forgetBodies, openBody } from './web/incoming-body.ts';
import { installWebPlatform } from './web/install.ts';
import { forgetOperations, operationDone } from './web/operations.ts';
import { forgetSending, grantCredit, sendBody, stopBody } from './web/outgoing-body.ts';
import { apply, typedArrayByteLength } from './web/primordials.ts';
import { createRequest } from './web/request.ts';
import { isResponse, responseState, type Response } from './web/response.ts';
import { createStreamReader, type ReadableStream } from './web/streams.ts';
import { forgetTimers, timerFired } from './web/timers.ts';
import { URLSearchParams } from './web/url.ts';
import { forgetSockets } from './web/web-socket.ts';

/** Defines the web platform on the global object and gives the dispatcher its way to it. */
export function createPlatform(host: Host, current: () => InvocationId): Platform {
  installWebPlatform(host, current);
  return {
    createHeaders: headersFromFlat,
    plainHeaders,
    parseQuery,
    decode: utf8Decode,
    createRequest({ method, url, headers }, invocation, body) {
      let signal: AbortSignal | undefined;
      const request = createRequest({
        method,
        url,
        readHeaders: () => readHeaders(headers),
        body: requestBody(host, invocation, body),
        createSignal: () => (signal ??= createSignal()),
      });
      const abort = (): void => {
        signalAbort((signal ??= createSignal()), domException('The invocation was cancelled', 'AbortError'));
      };
      return { request, abort };
    },
    heldBody: (invocation) => heldBody(host, invocation),
    collectBody: (invocation) =>
      new Promise((resolve, reject) => readAll(openBody(invocation, 0), ({ buffer }) => resolve(buffer), reject)),
    createBinding,
    takeApart: (value) => (isResponse(value) ? takeApart(value) : undefined),
    timerFired,
    operationDone,
    chunkArrived,
    bodyEnded,
    grantCredit,
    stopBody: (invocation, stream) => stopBody(invocation, stream, notRead()),
    abandonBodies(invocation) {
      failBody(invocation, 0, domException('The client left before its request was complete', 'AbortError'));
      stopBody(invocation, 0, notRead());
    },
    forget(invocation) {
      forgetGroups(invocation);
      forgetSockets(invocation);
      forgetTimers(invocation);
      forgetOperations(invocation);
      forgetBodies(invocation);
      forgetSending(invocation);
    },
  };
}

const notRead = () => domException('Nobody reads this body any more', 'AbortError');

function requestBody(host: Host, invocation: InvocationId, kind: BodyKind): Body | null {
  if (kind === 'none') return null;
  if (kind === 'stream') return bodyOfStream(openBody(invocation, 0));
  const { bytes, text } = heldBody(host, invocation);
  return bodyToFetch({ bytes: () => new Uint8Array(bytes()), text });
}

function heldBody(host: Host, invocation: InvocationId): HeldBody {
  return {
    bytes: () => host.requestBytes(invocation) ?? over(),
    text: () => host.requestText(invocation) ?? over(),
  };
}

const over = (): never => {
  throw new TypeError('The request body was not read before the invocation was over');
};

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
  if (body.source === null) return streamedBody(bodyStream(body)!);
  const { source } = body;
  body.source = null;
  body.consumed = true;
  return source;
}

function streamedBody(stream: ReadableStream): StreamedBody {
  return {
    send(invocation, maxBytes) {
      let sent = 0;
      return sendBody(invocation, 0, stream, (chunk) => {
        if (!isUint8Array(chunk)) throw badResponse("The response's stream gave a chunk that is not a Uint8Array.");
        sent += typedArrayByteLength(chunk);
        if (sent > maxBytes) throw tooLarge(sent, maxBytes);
        return chunk;
      });
    },
    cancel: (reason) => createStreamReader(stream).cancel(reason),
  };
}
