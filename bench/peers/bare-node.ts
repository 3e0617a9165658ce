import path from 'node:path';

import { startPeer, type Peer } from './peer.ts';

/** Bare `node:http` on the same Node binary as the engine. */
export function startBareNode(): Promise<Peer> {
  const server = path.join(import.meta.dirname, 'bare-node-server.ts');
  return startPeer('bare node:http', [process.execPath, server], (output) => /^http:\S+/m.exec(output)?.[0]);
}
