import './early-globals.ts';
import { rememberPairs } from './platform-attributes.ts';
import { append, apply } from './primordials.ts';
import { shapeInterface } from './webidl.ts';
import { URL as UrlInterface, URLSearchParams as SearchParamsInterface } from 'whatwg-url/webidl2js-wrapper.js';

/** https://url.spec.whatwg.org/, by whatwg-url; domains are mapped by the host (see idna.ts). */

export interface UrlObject {
  readonly href: string;
  protocol: string;
  readonly host: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
}

interface UrlConstructor {
  new (url: string, base?: string): UrlObject;
  parse(url: string, base?: string): UrlObject | null;
  canParse(url: string, base?: string): boolean;
  prototype: UrlObject;
}

interface SearchParamsConstructor {
  new (init?: unknown): object;
  prototype: object & { toString(): string; forEach: unknown };
}

/** The library installs on a global object of ours, so that its bookkeeping does not show on the real one. */
const realm: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
for (const name of ['Object', 'Array', 'TypeError', 'RangeError', 'Error', 'Promise', 'String', 'Number', 'Function']) {
  realm[name] = (globalThis as unknown as Record<string, unknown>)[name];
}
realm['eval'] = eval;
SearchParamsInterface.install(realm, ['Worker']);
UrlInterface.install(realm, ['Worker']);

export const URL = realm['URL'] as UrlConstructor;
export const URLSearchParams = realm['URLSearchParams'] as SearchParamsConstructor;

shapeInterface(URL, 'URL');
shapeInterface(URLSearchParams, 'URLSearchParams');

const searchText = URLSearchParams.prototype.toString;
const { forEach: eachParameter } = URLSearchParams.prototype;
rememberPairs(URLSearchParams.prototype, (parameters) => {
  const pairs: [string, string][] = [];
  const add = (value: string, name: string): void => append(pairs, [name, value]);
  apply(eachParameter as never, parameters, [add]);
  return pairs;
});
const parse = URL.parse.bind(URL);

let baseUrl: string | undefined;

/** What relative URLs of requests are resolved against. Functions have none; tests of specifications need one. */
export const setBaseUrl = (url: string): void => {
  baseUrl = url;
};

/** Null when `url` cannot be parsed. */
export const parseUrl = (url: string): UrlObject | null => parse(url, baseUrl);

/** The text of a URLSearchParams; null for anything else. */
export function searchParamsText(value: unknown): string | null {
  if (!(typeof value === 'object' && value !== null && value instanceof URLSearchParams)) return null;
  return Reflect.apply(searchText, value, []);
}
