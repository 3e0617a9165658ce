import { type AbortSignal, abortReason, isAborted, onAbort } from './abort.ts';
import { type Body, bodyOf, bodyStream, readAll } from './body.ts';
import { readDataUrl } from './data-url.ts';
import { utf8Encode } from './encoding.ts';
import { flattenHeaders, headersFromFlat } from './headers.ts';
import { endOperation, startOperation } from './operations.ts';
import { jsonStringify } from './primordials.ts';
import { Request, requestState } from './request.ts';
import { createImmutableResponse, type Response } from './response.ts';
import { requireArguments } from './webidl.ts';

/** https://fetch.spec.whatwg.org/#fetch-method; the request leaves as one operation the engine performs. */
export async function fetch(input: unknown, init: unknown = undefined): Promise<Response> {
  requireArguments(arguments.length, 1, 'fetch');
  const request = requestState(new Request(input, init));
  if (isAborted(request.signal)) throw failEarly(request.body, request.signal);
  const scheme = request.url.slice(0, request.url.indexOf(':') + 1);
  if (scheme === 'data:') return fetchData(request.url, request.method);
  if (scheme !== 'http:' && scheme !== 'https:') throw fetchFailed(`the scheme '${scheme}' is not supported`);
  const body = request.body === null ? undefined : await collect(request.body, request.signal);
  const sent = {
    name: 'fetch',
    method: request.method,
    url: request.url,
    headers: toPairs(withDefaults(flattenHeaders(request.headers))),
    redirect: request.redirect,
  };
  return send(jsonStringify(sent), body, request.signal);
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

function collect(body: Body, signal: AbortSignal): Promise<ArrayBuffer> {
  const { source } = body;
  if (source !== null) {
    const bytes = typeof source === 'string' ? utf8Encode(source) : source;
    return Promise.resolve(bytes.slice().buffer);
  }
  const stream = bodyStream(body)!;
  return new Promise((resolve, reject) => {
    const stopListening = onAbort(signal, () => reject(abortReason(signal) as Error));
    readAll(
      stream,
      (bytes) => {
        stopListening();
        resolve(bytes.slice().buffer);
      },
      (reason) => {
        stopListening();
        reject(fetchFailed('the request body could not be read', { cause: reason }));
      },
    );
  });
}

interface SentResult {
  ok: boolean;
  status: number;
  statusText: string;
  headers: [string, string][];
  url: string;
  redirected: boolean;
  name: string;
  message: string;
}

function send(text: string, body: ArrayBuffer | undefined, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    if (isAborted(signal)) {
      reject(abortReason(signal) as Error);
      return;
    }
    const operation = startOperation(text, body, (answer, bytes) => {
      stopListening();
      const result = answer as unknown as SentResult;
      if (result.ok) resolve(toResponse(result, bytes));
      else reject(fetchFailed(result.message));
    });
    const stopListening = onAbort(signal, () => {
      endOperation(operation);
      reject(abortReason(signal) as Error);
    });
  });
}

function toResponse(result: SentResult, bytes: ArrayBuffer | undefined): Response {
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
    body: bytes === undefined ? null : bodyOf(new Uint8Array(bytes)),
  });
}

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
