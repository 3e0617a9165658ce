import * as canonical from './url-pattern-canonical.ts';
import { escapePattern } from './url-pattern-component.ts';
import { type ComponentName, componentNames, type PatternInit } from './url-pattern-constructor-string.ts';
import { URL, type UrlObject } from './url.ts';

/** https://urlpattern.spec.whatwg.org/#process-a-urlpatterninit */

type Kind = 'pattern' | 'url';

/** What of a base URL is taken over depends on nothing more specific being given. */
const inherited: ComponentName[] = ['protocol', 'hostname', 'port', 'pathname', 'search', 'hash'];

/** Throws a TypeError when the base URL or, for a URL, a component is not valid. */
export function processInit(init: PatternInit, kind: Kind): PatternInit {
  const result: PatternInit = {};
  if (kind === 'url') for (const name of componentNames) result[name] = '';
  const base = init.baseURL === undefined ? null : parseBase(init.baseURL);
  if (base !== null) inherit(result, init, base, kind);
  const give = (name: ComponentName, process: (value: string) => string) => {
    if (init[name] !== undefined) result[name] = process(init[name]);
  };
  const asIs = kind === 'pattern';
  give('protocol', (value) => {
    const text = value.endsWith(':') ? value.slice(0, -1) : value;
    return asIs ? text : canonical.canonicalProtocol(text);
  });
  const protocol = result.protocol ?? '';
  give('username', (value) => (asIs ? value : canonical.canonicalUsername(value)));
  give('password', (value) => (asIs ? value : canonical.canonicalPassword(value)));
  give('hostname', (value) => (asIs ? value : processHostname(value, protocol)));
  give('port', (value) => (asIs ? value : canonical.canonicalPort(value, protocol)));
  give('pathname', (value) => {
    const resolved = base === null ? value : resolvePathname(value, base, kind);
    if (asIs) return resolved;
    const isHierarchical = protocol === '' || canonical.isSpecialScheme(protocol);
    return isHierarchical ? canonical.canonicalPathname(resolved) : canonical.canonicalOpaquePathname(resolved);
  });
  give('search', (value) => {
    const text = value.startsWith('?') ? value.slice(1) : value;
    return asIs ? text : canonical.canonicalSearch(text);
  });
  give('hash', (value) => {
    const text = value.startsWith('#') ? value.slice(1) : value;
    return asIs ? text : canonical.canonicalHash(text);
  });
  return result;
}

function parseBase(text: string): UrlObject {
  const base = URL.parse(text);
  if (base === null) throw new TypeError(`URLPattern: the base URL '${text}' is not valid`);
  return base;
}

function processHostname(value: string, protocol: string): string {
  const isDomain = protocol === '' || canonical.isSpecialScheme(protocol);
  return isDomain ? canonical.canonicalDomain(value) : canonical.canonicalHostname(value);
}

function inherit(result: PatternInit, init: PatternInit, base: UrlObject, kind: Kind): void {
  const parts = urlComponents(base);
  const text = (value: string): string => (kind === 'pattern' ? escapePattern(value) : value);
  const isGiven = (names: ComponentName[]): boolean => names.some((name) => init[name] !== undefined);
  if (kind === 'url') {
    if (!isGiven(['protocol', 'hostname', 'port', 'username'])) result.username = parts.username;
    if (!isGiven(['protocol', 'hostname', 'port', 'username', 'password'])) result.password = parts.password;
  }
  for (let index = 0; index < inherited.length; index++) {
    if (isGiven(inherited.slice(0, index + 1))) return;
    const name = inherited[index]!;
    result[name] = text(parts[name]);
  }
}

const isOpaque = ({ pathname, hostname, protocol }: UrlObject): boolean =>
  !pathname.startsWith('/') && hostname === '' && !canonical.isSpecialScheme(protocol.slice(0, -1));

function resolvePathname(pathname: string, base: UrlObject, kind: Kind): string {
  if (isOpaque(base) || isAbsolute(pathname, kind)) return pathname;
  const path = kind === 'pattern' ? escapePattern(base.pathname) : base.pathname;
  const slash = path.lastIndexOf('/');
  return slash < 0 ? pathname : path.slice(0, slash + 1) + pathname;
}

function isAbsolute(pathname: string, kind: Kind): boolean {
  if (pathname.startsWith('/')) return true;
  return kind === 'pattern' && (pathname.startsWith('\\/') || pathname.startsWith('{/'));
}

/** A URL's components as patterns match them: without the characters that set them apart. */
export function urlComponents(url: UrlObject & { port?: string }): Record<ComponentName, string> {
  const { username, password, hostname, pathname } = url;
  return {
    protocol: url.protocol.slice(0, -1),
    username,
    password,
    hostname,
    port: url.port ?? '',
    pathname,
    search: url.search.slice(1),
    hash: url.hash.slice(1),
  };
}
