import { regExpTest, toUpperCase } from './primordials.ts';
import { parseUrl } from './url.ts';
import { toByteString, toDOMString, toEnum, toUSVString } from './webidl.ts';

/** https://fetch.spec.whatwg.org/#requestinit: what `new Request(url, init)` is given, converted and checked. */

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

/** The members that become the request's own as they are. */
export interface RequestMembers {
  method: string;
  redirect: RedirectMode;
  mode: (typeof modes)[number];
  credentials: (typeof credentialModes)[number];
  cache: (typeof cacheModes)[number];
  referrer: string;
  referrerPolicy: (typeof policies)[number];
  integrity: string;
  keepalive: boolean;
}

/** Throws a TypeError for what is no absolute URL, or one with credentials in it. */
export function toRequestUrl(input: unknown): string {
  const url = parseUrl(toUSVString(input));
  if (url === null) throw new TypeError('Request: the URL is not valid');
  if (url.username !== '' || url.password !== '') throw new TypeError('Request: the URL includes credentials');
  return url.href;
}

export interface GivenInit {
  members: Partial<RequestMembers>;
  body: unknown;
  duplex: unknown;
  headers: unknown;
  mode: string | undefined;
  signal: unknown;
}

/** Reads the dictionary's members in the order Web IDL prescribes. */
export function readInit(init: Record<string, unknown>): GivenInit {
  const members: Partial<RequestMembers> = {};
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
