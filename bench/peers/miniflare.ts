import path from 'node:path';

import { startPeer, type Peer } from './peer.ts';

/** Miniflare in a process of its own. */
export function startMiniflare(): Promise<Peer> {
  const server = path.join(import.meta.dirname, 'miniflare-server.ts');
  return startPeer('miniflare', [process.execPath, server], (output) => /^http:\S+/m.exec(output)?.[0]);
}
