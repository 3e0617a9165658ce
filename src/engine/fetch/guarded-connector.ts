import { lookup as systemLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';

import { bareHost, type AddressPolicy } from './address-policy.ts';

/** All addresses of a name, in the order they should be tried. */
export type Lookup = (hostname: string) => Promise<readonly { address: string }[]>;

/** A connection that was not made because of where it would have led. */
export class RefusedAddressError extends Error {}

export const lookupAll: Lookup = (hostname) => systemLookup(hostname, { all: true });

/**
 * Opens undici's connections. Every new one passes here, also those to literal addresses, which a `lookup` hook would
 * never see. A name is looked up once, all its addresses must be allowed, and the connection goes to one of exactly
 * those: the name cannot lead elsewhere between the check and the connection.
 */
export function createGuardedConnector(
  policy: AddressPolicy,
  lookup: Lookup,
  connectTimeoutMs: number,
): buildConnector.connector {
  const connect = buildConnector({ timeout: connectTimeoutMs, allowH2: false });

  async function addressesOf({ hostname, port, protocol }: buildConnector.Options): Promise<string[]> {
    const host = bareHost(hostname);
    const addresses = isIP(host) !== 0 ? [host] : (await lookup(host)).map(({ address }) => address);
    const written = isIP(host) === 6 ? `[${host}]` : hostname;
    const number = port === '' ? defaultPort(protocol) : Number(port);
    for (const address of addresses) {
      const reason = policy.refuseAddress(written, number, address);
      if (reason === null) continue;
      throw new RefusedAddressError(
        address === host ? reason : `${host} leads to ${address}, which is closed: ${reason}`,
      );
    }
    return addresses;
  }

  async function connectFirst(options: buildConnector.Options): Promise<Connected> {
    const name = bareHost(options.hostname);
    const isTls = options.protocol === 'https:';
    // Certificates are checked against the name, though the connection goes to the address.
    const servername = isTls && isIP(name) === 0 ? name : undefined;
    let failure: unknown = new Error(`${name} has no address`);
    for (const hostname of await addressesOf(options)) {
      try {
        const { promise, resolve, reject } = Promise.withResolvers<Connected>();
        connect({ ...options, hostname, servername }, (error, socket) => (socket ? resolve(socket) : reject(error)));
        return await promise;
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  }

  async function open(options: buildConnector.Options, callback: buildConnector.Callback): Promise<void> {
    let socket: Connected;
    try {
      socket = await connectFirst(options);
    } catch (error) {
      return callback(error instanceof Error ? error : new Error(String(error)), null);
    }
    callback(null, socket);
  }

  return (options, callback) => void open(options, callback);
}

type Connected = NonNullable<Parameters<buildConnector.Callback>[1]>;

function defaultPort(protocol: string): number {
  return protocol === 'https:' ? 443 : 80;
}
