import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/**
 * Which servers functions may reach: the public internet, and what was granted by name. Never this machine, its
 * network, the cloud's metadata service, or any notation that hides one of them. Each check returns the reason for a
 * refusal, or null.
 */
export interface AddressPolicy {
  /** What the URL alone tells. Allowing it says nothing yet about the addresses its name leads to. */
  refuseUrl(url: URL): string | null;
  /** `address` is where the connection for `host:port` would really go. */
  refuseAddress(host: string, port: number, address: string): string | null;
}

export interface AddressPolicyOptions {
  /** `host:port` as it stands in the URL; the port always named. They lift the address checks for that target. */
  grants?: readonly string[];
  /** Where the control API takes grants, for refusals that a grant would lift to say so. */
  grantsPath?: string;
  /** Ports this app listens on. They are closed to functions on this machine's addresses, granted or not. */
  ownPorts?: () => readonly number[];
}

export function createAddressPolicy(options: AddressPolicyOptions = {}): AddressPolicy {
  const { grants = [], grantsPath = '/api/functions/{id}/grants', ownPorts = () => [] } = options;
  function unlessGranted(host: string, port: number, reason: string | null): string | null {
    const target = `${host}:${port}`;
    if (reason === null || grants.includes(target)) return null;
    return `${reason}. To allow this function "${target}", add it to the targets of PUT ${grantsPath}`;
  }
  function refuseAddress(host: string, port: number, address: string): string | null {
    if (ownPorts().includes(port) && isOwn(address)) return `port ${port} of this machine belongs to Nexo Studio`;
    return unlessGranted(host, port, refuseRange(address));
  }
  return {
    refuseUrl(url) {
      if (url.protocol !== 'http:' && url.protocol !== 'https:') return `"${url.protocol}" is not http or https`;
      if (url.username !== '' || url.password !== '') return 'it carries a user name or password';
      const port = portOf(url);
      if (badPorts.has(port)) return `port ${port} belongs to another protocol`;
      const host = bareHost(url.hostname);
      if (isIP(host) !== 0) return refuseAddress(url.hostname, port, host);
      return unlessGranted(url.hostname, port, refuseName(host));
    },
    refuseAddress,
  };
}

export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

/** Without the brackets of IPv6 and the dot that ends a complete name. */
export function bareHost(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
}

function refuseName(name: string): string | null {
  if (name === '') return 'it names no host';
  if (!name.includes('.')) return `"${name}" is a name of this machine or its network`;
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (localDomains.has(last) || name.endsWith('.home.arpa'))
    return `"${name}" is a name of this machine or its network`;
  return null;
}

const localDomains = new Set(['localhost', 'local', 'internal', 'localdomain', 'lan', 'intranet']);

const descriptions: Record<string, string> = {
  loopback: 'is this machine',
  unspecified: 'is this machine',
  private: 'is in a private network',
  uniqueLocal: 'is in a private network',
  carrierGradeNat: 'is in a private network',
  linkLocal: 'is in the local network, where cloud metadata is served too',
};

/** The address itself, whatever name led to it. */
function refuseRange(text: string): string | null {
  if (isIP(text) === 0) return `"${text}" is not an address`;
  const address = ipaddr.parse(text);
  const range = address.range();
  const isPublic = range === 'unicast' && !isReserved(address);
  return isPublic ? null : `${text} ${descriptions[range] ?? 'is not a public address'}`;
}

/** What the library's ranges leave out. */
function isReserved(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  // Azure's metadata and DNS service.
  if (address instanceof ipaddr.IPv4) return address.toString() === '168.63.129.16';
  if (address.zoneId) return true;
  return !address.match(globalUnicast) || reservedUnicast.some((range) => address.match(range));
}

const globalUnicast = subnet('2000::/3');
/** Tunnels and notations that carry an IPv4 address, documentation, protocol assignments (RFC 6890, RFC 9637). */
const reservedUnicast = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'].map(subnet);

function subnet(cidr: string): [ipaddr.IPv6, number] {
  return ipaddr.IPv6.parseCIDR(cidr);
}

function isOwn(text: string): boolean {
  if (isIP(text) === 0) return false;
  const address = ipaddr.process(text);
  if (['loopback', 'unspecified'].includes(address.range())) return true;
  const own = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  return own.some((one) => ipaddr.parse(one.address.split('%')[0] ?? '').toString() === address.toString());
}

/** https://fetch.spec.whatwg.org/#port-blocking */
const badPorts = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
  6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);
