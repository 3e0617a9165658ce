import { createServer, type Server } from 'node:net';

import type { PortOwner } from '../rpc/engine-process.ts';
import { bracketed } from './http/host-policy.ts';
import { findPortOwner } from './port-owner.ts';

/** Somebody else listens on the port. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  readonly host: string;
  readonly port: number;
  readonly owner: PortOwner | null;
  /** A port that was free a moment ago; 0 when none near was. */
  readonly nextFree: number;

  constructor(place: { host: string; port: number; owner: PortOwner | null; nextFree: number }, cause: unknown) {
    const { host, port, owner, nextFree } = place;
    const who = owner === null ? 'another program' : `${owner.name} (process ${owner.pid})`;
    const address = `${bracketed(host)}:${port}`;
    const free = nextFree === 0 ? 'Choose another port' : `Port ${nextFree} is free`;
    super(`${address} is already in use by ${who}. ${free}, or end that program and try again.`, { cause });
    this.host = host;
    this.port = port;
    this.owner = owner;
    this.nextFree = nextFree;
  }
}

/** Starts listening and gives the port. Rejects with PortTakenError, or with an Error that names the address. */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  try {
    return await tryToListen(server, host, port);
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') {
      const [owner, nextFree] = await Promise.all([findPortOwner(port), findFreePort(host, port + 1)]);
      throw new PortTakenError({ host, port, owner, nextFree }, error);
    }
    throw new Error(`cannot listen on ${bracketed(host)}:${port}: ${reasonOf(error)}`, { cause: error });
  }
}

function tryToListen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: 1_024 }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

const triedPorts = 100;

async function findFreePort(host: string, first: number): Promise<number> {
  for (let port = first; port < Math.min(first + triedPorts, 65_536); port++) {
    const probe = createServer();
    try {
      await tryToListen(probe, host, port);
      return port;
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') return 0;
    } finally {
      probe.close();
    }
  }
  return 0;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function reasonOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'EACCES':
      return 'permission was denied; ports below 1024 usually need more rights';
    case 'EADDRNOTAVAIL':
      return 'this machine does not have that address';
    case 'ENOTFOUND':
      return 'there is no such host name';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
