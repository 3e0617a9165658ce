import { type AbortSignal, abortReason, isAborted, onAbort, releaseSignal } from './abort.ts';
import { type Body, bodyOf, bodyOfStream, bodyStream, isUint8Array } from './body.ts';
import { readDataUrl } from './data-url.ts';
import { utf8Encode } from './encoding.ts';
import { flattenHeaders, headersFromFlat } from './headers.ts';
import { failBody, openBody } from './incoming-body.ts';
import { endOperation, startOperation } from './operations.ts';
import { sendBody, stopBody } from './outgoing-body.ts';
import { platform } from './platform.ts';
import { chain, jsonStringify } from './primordials.ts';
import { Request, requestState } from './request.ts';
import { createImmutableResponse, type Response } from './response.ts';
import { isReadableStream, type ReadableStream } from './streams.ts';
import { requireArguments } from './webidl.ts';

/** https://fetch.spec.whatwg.org/#fetch-method; the request leaves as one operation the engine performs. */
export async function fetch(input: unknown, init: unknown = undefined): Promise<Response> {
  requireArguments(arguments.length, 1, 'fetch');
  const request = requestState(new Request(input, init));
  if (isAborted(request.signal)) throw failEarly(request.body, request.signal);
  const scheme = request.url.slice(0, request.url.indexOf(':') + 1);
  if (scheme === 'data:') return fetchData(request.url, request.method);
  if (scheme !== 'http:' && scheme !== 'https:') throw fetchFailed(`the scheme '${scheme}' is not supported`);
  const headers = toPairs(withDefaults(flattenHeaders(request.headers)));
  return send(request, { name: 'fetch', headers, redirect: request.redirect });
}

/** A request to another function: it goes where the binding leads, whatever host the URL names. */
export async function fetchFrom(binding: string, input: unknown, init: unknown): Promise<Response> {
  const request = requestState(new Request(input, init));
  if (isAborted(request.signal)) throw failEarly(request.body, request.signal);
  return send(request, { name: 'invoke', headers: toPairs(flattenHeaders(request.headers)), binding });
}

const fetchFailed = (message: string, options?: ErrorOptions): TypeError =>
  new TypeError(`fetch failed: ${message}`, options);

function failEarly(body: Body | null, signal: AbortSignal): unknown {
  const reason = abortReason(signal);
  if (body?.stream) void body.stream.cancel(reason).catch(() => undefined);
  return reason;
}

const defaultHeaders = ['accept', '*/*', 'accept-language', '*'];

function withDefaults(flat: string[]): string[] {
  for (let index = 0; index < defaultHeaders.length; index += 2) {
    const name = defaultHeaders[index]!;
    let found = false;
    for (let at = 0; at < flat.length; at += 2) found ||= flat[at] === name;
    if (found) continue;
    flat[flat.length] = name;
    flat[flat.length] = defaultHeaders[index + 1]!;
  }
  return flat;
}

function toPairs(flat: string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index < flat.length; index += 2) pairs[index / 2] = [flat[index]!, flat[index + 1]!];
  return pairs;
}

interface SentResult {
  ok: boolean;
  status: number;
  statusText: string;
  headers: [string, string][];
  url: string;
  redirected: boolean;
  more: boolean;
  name: string;
  message: string;
}

/** What a request is besides its method, URL and body. */
interface Outside {
  name: 'fetch' | 'invoke';
  headers: [string, string][];
  redirect?: string;
  binding?: string;
}

type SentRequest = ReturnType<typeof requestState>;

/** Starts the operation, sends a streamed body along with it, and takes care of an abort at any time. */
function send({ method, url, body, signal }: SentRequest, outside: Outside): Promise<Response> {
  return new Promise((resolve, reject) => {
    const whole = wholeBody(body);
    const more = body !== null && whole === undefined;
    const invocation = platform.current();
    const operation = startOperation(jsonStringify({ ...outside, method, url, more }), whole, (answer, bytes) => {
      const result = answer as unknown as SentResult;
      if (!result.ok || !result.more) stopListening();
      if (!result.ok) {
        const failure = fetchFailed(result.message);
        stopBody(invocation, operation, failure);
        reject(failure);
      } else resolve(toResponse(result, result.more ? openBody(invocation, operation, stopListening) : bytes));
    });
    const giveUp = (reason: unknown, error: unknown): void => {
      stopBody(invocation, operation, reason);
      failBody(invocation, operation, reason);
      endOperation(operation);
      reject(error as Error);
    };
    const forgetAbort = onAbort(signal, () => giveUp(abortReason(signal), abortReason(signal)));
    const stopListening = () => {
      forgetAbort();
      releaseSignal(signal);
    };
    if (!more) return;
    void chain(sendBody(invocation, operation, bodyStream(body)!, toBytes), undefined, (cause) => {
      stopListening();
      giveUp(cause, fetchFailed('the request body could not be read', { cause }));
    });
  });
}

/** Undefined for a body that has to be streamed, as for none. */
function wholeBody(body: Body | null): ArrayBuffer | undefined {
  if (body === null || body.source === null) return undefined;
  const bytes = typeof body.source === 'string' ? utf8Encode(body.source) : body.source;
  return bytes.slice().buffer;
}

function toBytes(chunk: unknown): Uint8Array {
  if (isUint8Array(chunk)) return chunk;
  throw new TypeError('the request body gave a chunk that is not a Uint8Array');
}

function toResponse(result: SentResult, body: ArrayBuffer | ReadableStream | undefined): Response {
  const flat: string[] = [];
  for (let index = 0; index < result.headers.length; index++) {
    flat[index * 2] = result.headers[index]![0];
    flat[index * 2 + 1] = result.headers[index]![1];
  }
  return createImmutableResponse({
    type: result.status === 0 ? 'opaqueredirect' : 'basic',
    url: result.url,
    redirected: result.redirected,
    status: result.status,
    statusText: result.statusText,
    headers: headersFromFlat(flat),
    body: body === undefined ? null : isBuffer(body) ? bodyOf(new Uint8Array(body)) : bodyOfStream(body),
  });
}

const isBuffer = (body: ArrayBuffer | ReadableStream): body is ArrayBuffer => !isReadableStream(body);

function fetchData(url: string, method: string): Response {
  const data = readDataUrl(url);
  if (data === null) throw fetchFailed('the data: URL is not valid');
  return createImmutableResponse({
    type: 'basic',
    url,
    status: 200,
    statusText: 'OK',
    headers: headersFromFlat(['content-type', data.type]),
    body: method === 'HEAD' ? null : bodyOf(data.bytes),
  });
}
