import type { Blob } from './blob.ts';
import {
  type Body,
  bodyOf,
  bodyStream,
  cloneBody,
  consumeArrayBuffer,
  consumeBlob,
  consumeBytes,
  consumeFormData,
  consumeJson,
  consumeText,
  extractBody,
  isBodyUsed,
  isUnusable,
} from './body.ts';
import type { FormData } from './form-data.ts';
import {
  fillHeaders,
  flattenHeaders,
  Headers,
  headersFromFlat,
  headerValue,
  makeHeadersImmutable,
  setHeaderIfMissing,
} from './headers.ts';
import { jsonStringify, regExpTest } from './primordials.ts';
import type { ReadableStream } from './streams.ts';
import { parseUrl } from './url.ts';
import { requireArguments, shapeInterface, toByteString, toDictionary, toInteger, toUSVString } from './webidl.ts';

/** https://fetch.spec.whatwg.org/#response-class */

export type ResponseType = 'basic' | 'cors' | 'default' | 'error' | 'opaque' | 'opaqueredirect';

interface ResponseState {
  type: ResponseType;
  url: string;
  redirected: boolean;
  status: number;
  statusText: string;
  headers: Headers;
  body: Body | null;
}

let readState: (response: Response) => ResponseState;
let hasState: (value: object) => boolean;

/** Marks the platform's own calls: the first argument is the state. */
const ofState = Symbol('of state');

export class Response {
  readonly #state: ResponseState;

  static {
    readState = (response) => response.#state;
    hasState = (value) => #state in value;
  }

  constructor(body: unknown = null, init: unknown = undefined) {
    if (init === ofState) {
      this.#state = body as ResponseState;
      return;
    }
    const extracted = body === null || body === undefined ? null : extractBody(body);
    this.#state = initialize(init, extracted);
  }

  static error(): Response {
    return createResponse({ type: 'error', status: 0, headers: headersFromFlat([], { immutable: true }) });
  }
  static json(data: unknown, init: unknown = undefined): Response {
    requireArguments(arguments.length, 1, 'Response.json');
    const text = jsonStringify(data) as string | undefined;
    if (text === undefined) throw new TypeError('Response.json: the data cannot be serialized to JSON');
    return new Response(initialize(init, { body: bodyOf(text), type: 'application/json' }), ofState);
  }
  static redirect(url: unknown, status: unknown = 302): Response {
    requireArguments(arguments.length, 1, 'Response.redirect');
    const parsed = parseUrl(toUSVString(url));
    if (parsed === null) throw new TypeError('Response.redirect: the URL is not valid');
    const code = toInteger(status, 16, false);
    if (!isRedirectStatus(code)) throw new RangeError(`Response.redirect: ${code} is not a redirect status`);
    return createResponse({ status: code, headers: headersFromFlat(['location', parsed.href], { immutable: true }) });
  }

  get type(): ResponseType {
    return this.#state.type;
  }
  get url(): string {
    return this.#state.url;
  }
  get redirected(): boolean {
    return this.#state.redirected;
  }
  get status(): number {
    return this.#state.status;
  }
  get ok(): boolean {
    const { status } = this.#state;
    return status >= 200 && status <= 299;
  }
  get statusText(): string {
    return this.#state.statusText;
  }
  get headers(): Headers {
    return this.#state.headers;
  }
  get body(): ReadableStream | null {
    return bodyStream(this.#state.body);
  }
  get bodyUsed(): boolean {
    return isBodyUsed(this.#state.body);
  }

  clone(): Response {
    const { type, url, redirected, status, statusText, headers, body } = this.#state;
    if (isUnusable(body)) throw new TypeError('Response.clone: the body is locked or has already been read');
    const immutable = type === 'error' || url !== '';
    return createResponse({
      ...{ type, url, redirected, status, statusText },
      headers: headersFromFlat(flattenHeaders(headers), { immutable }),
      body: body === null ? null : cloneBody(body),
    });
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return consumeArrayBuffer(this.#state.body);
  }
  async blob(): Promise<Blob> {
    return consumeBlob(this.#state.body, headerValue(this.#state.headers, 'content-type'));
  }
  async bytes(): Promise<Uint8Array> {
    return consumeBytes(this.#state.body);
  }
  async formData(): Promise<FormData> {
    return consumeFormData(this.#state.body, headerValue(this.#state.headers, 'content-type'));
  }
  async json(): Promise<unknown> {
    return consumeJson(this.#state.body);
  }
  async text(): Promise<string> {
    return consumeText(this.#state.body);
  }
}
shapeInterface(Response, 'Response');

const reasonPhrase = /^[\t\x20-\x7e\x80-\xff]*$/;
const isNullBodyStatus = (status: number): boolean =>
  status === 101 || status === 103 || status === 204 || status === 205 || status === 304;
const isRedirectStatus = (status: number): boolean =>
  status === 301 || status === 302 || status === 303 || status === 307 || status === 308;

/** https://fetch.spec.whatwg.org/#initialize-a-response */
function initialize(init: unknown, content: { body: Body; type: string | null } | null): ResponseState {
  const { headers: headersInit, status: statusInit, statusText: textInit } = toDictionary(init, 'Response init');
  const headers = new Headers();
  const status = statusInit === undefined ? 200 : toInteger(statusInit, 16, false);
  const statusText = textInit === undefined ? '' : toByteString(textInit);
  if (status < 200 || status > 599) throw new RangeError(`Response: the status ${status} is not in 200..599`);
  if (!regExpTest(reasonPhrase, statusText)) throw new TypeError('Response: the statusText is not valid');
  if (headersInit !== undefined) fillHeaders(headers, headersInit);
  if (content !== null) {
    if (isNullBodyStatus(status)) throw new TypeError(`Response: a ${status} response has no body`);
    if (content.type !== null) setHeaderIfMissing(headers, 'content-type', content.type);
  }
  const body = content === null ? null : content.body;
  return { type: 'default', url: '', redirected: false, status, statusText, headers, body };
}

export const isResponse = (value: unknown): value is Response =>
  typeof value === 'object' && value !== null && hasState(value);

/** A response made by the platform: nothing is checked. */
export function createResponse(state: Partial<ResponseState> & { headers: Headers }): Response {
  const defaults = { type: 'default', url: '', redirected: false, status: 200, statusText: '', body: null } as const;
  return new Response({ ...defaults, ...state }, ofState);
}

/** A response whose headers the function may not change, as `fetch` gives them. */
export function createImmutableResponse(state: Partial<ResponseState> & { headers: Headers }): Response {
  makeHeadersImmutable(state.headers);
  return createResponse(state);
}

export const responseState = (response: Response): Readonly<ResponseState> => readState(response);
