import { type AbortSignal, anySignal, createSignal, isAbortSignal } from './abort.ts';
import type { Blob } from './blob.ts';
import {
  type Body,
  bodyOfStream,
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
import { fillHeaders, flattenHeaders, Headers, headersFromFlat, headerValue, setHeaderIfMissing } from './headers.ts';
import { type GivenInit, readInit, type RedirectMode, type RequestMembers, toRequestUrl } from './request-init.ts';
import { isReadableStream, proxyStream, type ReadableStream } from './streams.ts';
import { requireArguments, shapeInterface, toDictionary } from './webidl.ts';

/** https://fetch.spec.whatwg.org/#request-class. There is no base URL: a relative one cannot be parsed. */

interface RequestState extends RequestMembers {
  url: string;
  headers: Headers;
  body: Body | null;
  signal: AbortSignal;
}

let readState: (request: Request) => RequestState;
let hasState: (value: object) => boolean;

/** Marks the platform's own calls: the first argument is the state. */
const ofState = Symbol('of state');

export class Request {
  readonly #state: RequestState;

  static {
    readState = (request) => request.#state;
    hasState = (value) => #state in value;
  }

  constructor(input: unknown, init: unknown = undefined) {
    if (init === ofState) {
      this.#state = input as RequestState;
      return;
    }
    requireArguments(arguments.length, 1, 'Request constructor');
    this.#state = initialize(input, toDictionary(init, 'Request init'));
  }

  get method(): string {
    return this.#state.method;
  }
  get url(): string {
    return this.#state.url;
  }
  get headers(): Headers {
    return this.#state.headers;
  }
  get destination(): '' {
    void this.#state;
    return '';
  }
  get referrer(): string {
    return this.#state.referrer;
  }
  get referrerPolicy(): string {
    return this.#state.referrerPolicy;
  }
  get mode(): string {
    return this.#state.mode;
  }
  get credentials(): string {
    return this.#state.credentials;
  }
  get cache(): string {
    return this.#state.cache;
  }
  get redirect(): RedirectMode {
    return this.#state.redirect;
  }
  get integrity(): string {
    return this.#state.integrity;
  }
  get keepalive(): boolean {
    return this.#state.keepalive;
  }
  get isReloadNavigation(): boolean {
    void this.#state;
    return false;
  }
  get isHistoryNavigation(): boolean {
    void this.#state;
    return false;
  }
  get signal(): AbortSignal {
    return this.#state.signal;
  }
  get duplex(): 'half' {
    void this.#state;
    return 'half';
  }
  get body(): ReadableStream | null {
    return bodyStream(this.#state.body);
  }
  get bodyUsed(): boolean {
    return isBodyUsed(this.#state.body);
  }

  clone(): Request {
    const state = this.#state;
    if (isUnusable(state.body)) throw new TypeError('Request.clone: the body is locked or has already been read');
    const headers = headersFromFlat(flattenHeaders(state.headers));
    const body = state.body === null ? null : cloneBody(state.body);
    return new Request({ ...state, headers, body, signal: anySignal([state.signal]) }, ofState);
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
shapeInterface(Request, 'Request');

const defaults = {
  method: 'GET',
  redirect: 'follow',
  mode: 'cors',
  credentials: 'same-origin',
  cache: 'default',
  referrer: 'about:client',
  referrerPolicy: '',
  integrity: '',
  keepalive: false,
} as const;

/** https://fetch.spec.whatwg.org/#dom-request */
function initialize(input: unknown, init: Record<string, unknown>): RequestState {
  const from = isRequest(input) ? readState(input) : null;
  const base: Omit<RequestState, 'headers' | 'body' | 'signal'> =
    from === null ? { ...defaults, url: toRequestUrl(input) } : { ...from };
  const given = readInit(init);
  if (given.mode === 'navigate') throw new TypeError('Request: the mode may not be navigate');
  const state = { ...base, ...given.members };
  if (state.cache === 'only-if-cached' && state.mode !== 'same-origin') {
    throw new TypeError('Request: cache only-if-cached needs mode same-origin');
  }
  const signal = chooseSignal(from, given.signal);
  const headers = new Headers();
  if (given.headers !== undefined) fillHeaders(headers, given.headers);
  else if (from !== null) fillHeaders(headers, from.headers);
  const body = chooseBody(from, given, state.method, headers);
  return { ...state, headers, body, signal };
}

function chooseSignal(from: RequestState | null, given: unknown): AbortSignal {
  const signal = given === undefined ? (from?.signal ?? null) : given;
  if (signal === null) return createSignal();
  if (!isAbortSignal(signal)) throw new TypeError('Request: the signal is not an AbortSignal');
  return anySignal([signal]);
}

function chooseBody(from: RequestState | null, given: GivenInit, method: string, headers: Headers): Body | null {
  const hasBody = given.body !== undefined && given.body !== null;
  const inherited = from === null ? null : from.body;
  if ((hasBody || (given.body === undefined && inherited !== null)) && (method === 'GET' || method === 'HEAD')) {
    throw new TypeError(`Request: a ${method} request has no body`);
  }
  if (hasBody) {
    if (isReadableStream(given.body) && given.duplex === undefined) {
      throw new TypeError("Request: a body that is a stream needs duplex: 'half'");
    }
    const { body, type } = extractBody(given.body);
    if (type !== null) setHeaderIfMissing(headers, 'content-type', type);
    return body;
  }
  if (given.body === null || inherited === null) return null;
  if (isUnusable(inherited)) throw new TypeError('Request: the body is locked or has already been read');
  return takeBody(inherited);
}

/** The body moves to the new request; the old one is left used. */
function takeBody(body: Body): Body {
  if (body.source !== null) {
    const moved: Body = { source: body.source, stream: null, consumed: false };
    body.source = null;
    body.consumed = true;
    return moved;
  }
  return bodyOfStream(proxyStream(bodyStream(body)!));
}

export const isRequest = (value: unknown): value is Request =>
  typeof value === 'object' && value !== null && hasState(value);
export const requestState = (request: Request): Readonly<RequestState> => readState(request);

/** A request the gateway has already checked. Its headers and signal are made when somebody looks at them. */
export function createRequest({
  method,
  url,
  body,
  readHeaders,
  createSignal: makeSignal,
}: {
  method: string;
  url: string;
  body: Body | null;
  readHeaders(): ArrayLike<string>;
  createSignal(): AbortSignal;
}): Request {
  let headers: Headers | undefined;
  const state: RequestState = {
    __proto__: null,
    ...defaults,
    method,
    url,
    body,
    get headers() {
      return (headers ??= headersFromFlat(readHeaders()));
    },
    get signal() {
      return makeSignal();
    },
  } as RequestState;
  return new Request(state, ofState);
}
