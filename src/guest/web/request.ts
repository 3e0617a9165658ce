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
import { regExpTest, toUpperCase } from './primordials.ts';
import { isReadableStream, proxyStream, type ReadableStream } from './streams.ts';
import { parseUrl } from './url.ts';
import {
  requireArguments,
  shapeInterface,
  toByteString,
  toDictionary,
  toDOMString,
  toEnum,
  toUSVString,
} from './webidl.ts';

/** https://fetch.spec.whatwg.org/#request-class. There is no base URL: a relative one cannot be parsed. */

const redirects = ['follow', 'error', 'manual'] as const;
const modes = ['navigate', 'same-origin', 'no-cors', 'cors'] as const;
const credentialModes = ['omit', 'same-origin', 'include'] as const;
const cacheModes = ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'] as const;
const policies = [
  '',
  'no-referrer',
  'no-referrer-when-downgrade',
  'same-origin',
  'origin',
  'strict-origin',
  'origin-when-cross-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
] as const;
const priorities = ['high', 'low', 'auto'] as const;

export type RedirectMode = (typeof redirects)[number];

interface RequestState {
  method: string;
  url: string;
  headers: Headers;
  body: Body | null;
  signal: AbortSignal;
  redirect: RedirectMode;
  mode: (typeof modes)[number];
  credentials: (typeof credentialModes)[number];
  cache: (typeof cacheModes)[number];
  referrer: string;
  referrerPolicy: (typeof policies)[number];
  integrity: string;
  keepalive: boolean;
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

function toRequestUrl(input: unknown): string {
  const url = parseUrl(toUSVString(input));
  if (url === null) throw new TypeError('Request: the URL is not valid');
  if (url.username !== '' || url.password !== '') throw new TypeError('Request: the URL includes credentials');
  return url.href;
}

interface GivenInit {
  members: Partial<RequestState>;
  body: unknown;
  duplex: unknown;
  headers: unknown;
  mode: string | undefined;
  signal: unknown;
}

/** Reads the dictionary's members in the order Web IDL prescribes. */
function readInit(init: Record<string, unknown>): GivenInit {
  const members: Partial<RequestState> = {};
  const { body, cache, credentials, duplex, headers, integrity, keepalive, method, mode, priority } = init;
  const { redirect, referrer, referrerPolicy, signal, window } = init;
  if (cache !== undefined) members.cache = toEnum(cache, cacheModes, 'Request cache');
  if (credentials !== undefined) members.credentials = toEnum(credentials, credentialModes, 'Request credentials');
  if (duplex !== undefined) toEnum(duplex, ['half'], 'Request duplex');
  if (integrity !== undefined) members.integrity = toDOMString(integrity);
  if (keepalive !== undefined) members.keepalive = !!keepalive;
  const givenMode = mode === undefined ? undefined : toEnum(mode, modes, 'Request mode');
  if (givenMode !== undefined) members.mode = givenMode;
  if (priority !== undefined) toEnum(priority, priorities, 'Request priority');
  if (redirect !== undefined) members.redirect = toEnum(redirect, redirects, 'Request redirect');
  if (referrer !== undefined) members.referrer = toReferrer(toUSVString(referrer));
  if (referrerPolicy !== undefined) members.referrerPolicy = toEnum(referrerPolicy, policies, 'Request referrerPolicy');
  if (window !== undefined && window !== null) throw new TypeError('Request: window may only be null');
  if (method !== undefined) members.method = toMethod(toByteString(method));
  return { members, body, duplex, headers, mode: givenMode, signal };
}

function toReferrer(referrer: string): string {
  if (referrer === '') return 'no-referrer';
  const url = parseUrl(referrer);
  if (url === null) throw new TypeError('Request: the referrer is not a valid URL');
  return url.href === 'about:client' ? 'about:client' : url.href;
}

const methodPattern = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const forbiddenMethod = /^(?:CONNECT|TRACE|TRACK)$/i;
const normalizedMethod = /^(?:DELETE|GET|HEAD|OPTIONS|POST|PUT)$/i;

function toMethod(method: string): string {
  if (!regExpTest(methodPattern, method)) throw new TypeError(`Request: '${method}' is not a valid method`);
  if (regExpTest(forbiddenMethod, method)) throw new TypeError(`Request: the method '${method}' is not allowed`);
  return regExpTest(normalizedMethod, method) ? toUpperCase(method) : method;
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

/** A request the gateway has already checked. */
export function createRequest(state: {
  method: string;
  url: string;
  headers: ArrayLike<string>;
  body: Body | null;
  signal: AbortSignal;
}): Request {
  return new Request({ ...defaults, ...state, headers: headersFromFlat(state.headers) }, ofState);
}
