import { networkInterfaces } from 'node:os';

/** What the server listens on, as far as names for it go. */
export interface ListenAddress {
  /** As the person gave it. */
  host: string;
  port: number;
}

/**
 * Says whether a Host header names this server. It is compared with a fixed set, never parsed, so that no odd
 * spelling of an address and no name that somebody points at this machine (DNS rebinding) gets through.
 */
export function createHostPolicy(address: ListenAddress): (host: string) => boolean {
  const names = ['127.0.0.1', 'localhost', '[::1]', ...namesOf(address.host)];
  const allowed = new Set(names.map((name) => `${name}:${address.port}`));
  if (address.port === 80) for (const name of names) allowed.add(name);
  return (host) => allowed.has(host) || allowed.has(host.toLowerCase());
}

function namesOf(host: string): string[] {
  if (host !== '0.0.0.0' && host !== '::') return [bracketed(host.toLowerCase())];
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.map(({ address }) => bracketed(address));
}

/** An address as URLs and Host headers write it. */
export function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
