import { URL } from './url.ts';

/** https://urlpattern.spec.whatwg.org/#canon-encoding-callbacks, by what the setters of a URL make of a value. */

type MutableUrl = { -readonly [Name in keyof InstanceType<typeof URL>]: string } & { port: string };

const specialSchemes: Record<string, string | undefined> = Object.assign(Object.create(null), {
  http: '80',
  https: '443',
  ws: '80',
  wss: '443',
  ftp: '21',
  file: '',
}) as Record<string, string | undefined>;
export const specialSchemeNames = Object.keys(specialSchemes);
export const isSpecialScheme = (scheme: string): boolean => specialSchemes[scheme] !== undefined;
export const defaultPort = (scheme: string): string | undefined => specialSchemes[scheme] || undefined;

const dummy = (scheme = 'https'): MutableUrl => new URL(`${scheme}://dummy.invalid/`) as unknown as MutableUrl;
const refuse = (what: string, value: string) => new TypeError(`URLPattern: '${value}' is not a valid ${what}`);

export function canonicalProtocol(value: string): string {
  if (value === '') return value;
  try {
    return new URL(`${value}://dummy.invalid`).protocol.slice(0, -1);
  } catch {
    throw refuse('protocol', value);
  }
}

export function canonicalUsername(value: string): string {
  const url = dummy();
  url.username = value;
  return url.username;
}

export function canonicalPassword(value: string): string {
  const url = dummy();
  url.password = value;
  return url.password;
}

function hostnameBy(scheme: string, value: string): string {
  if (value === '') return value;
  const url = dummy(scheme);
  url.hostname = value;
  if (url.hostname === 'dummy.invalid' && value !== 'dummy.invalid') throw refuse('hostname', value);
  return url.hostname;
}

/** Of a special scheme: a domain or an IP address. */
export const canonicalDomain = (value: string): string => hostnameBy('https', value);
/** Of any other scheme: an opaque host. */
export const canonicalHostname = (value: string): string => hostnameBy('opaque', value);

export function canonicalIpv6(value: string): string {
  if (!/^[0-9a-f:[\]]*$/i.test(value)) throw refuse('IPv6 address', value);
  return value.toLowerCase();
}

export function canonicalPort(value: string, protocol = ''): string {
  if (value === '') return value;
  const digits = value.replace(/[\t\n\r]/g, '');
  if (!/^[0-9]/.test(digits) || Number.parseInt(digits, 10) > 65_535) throw refuse('port', value);
  const url = dummy(isSpecialScheme(protocol) && protocol !== 'file' ? protocol : 'opaque');
  url.port = digits;
  return url.port;
}

export function canonicalPathname(value: string): string {
  if (value === '') return value;
  const url = dummy();
  const isRooted = value.startsWith('/');
  url.pathname = isRooted ? value : `/-${value}`;
  return isRooted ? url.pathname : url.pathname.slice(2);
}

export function canonicalOpaquePathname(value: string): string {
  return value === '' ? value : new URL(`data:${value}`).pathname;
}

export function canonicalSearch(value: string): string {
  const url = dummy();
  url.search = `?${value}`;
  return url.search.slice(1);
}

export function canonicalHash(value: string): string {
  const url = dummy();
  url.hash = `#${value}`;
  return url.hash.slice(1);
}
