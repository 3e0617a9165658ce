import { startBareNode } from './bare-node.ts';
import { startBun } from './bun.ts';
import { startDeno } from './deno.ts';
import { startMiniflare } from './miniflare.ts';
import { startNexo } from './nexo.ts';
import { PeerMissing, type Peer } from './peer.ts';
import { startWorkerd } from './workerd.ts';

const starts = [startBareNode, startNexo, startWorkerd, startDeno, startBun, startMiniflare];

/** Starts every peer there is a program for, bare Node first; says on stderr which are left out. */
export async function startPeers(): Promise<Peer[]> {
  const peers: Peer[] = [];
  try {
    for (const start of starts) {
      const peer = await start().catch((error: unknown) => {
        if (!(error instanceof PeerMissing)) throw error;
        console.error(`${start.name.slice('start'.length)} is left out: ${error.message}`);
      });
      if (peer) peers.push(peer);
    }
    return peers;
  } catch (error) {
    await stopPeers(peers);
    throw error;
  }
}

export async function stopPeers(peers: readonly Peer[]): Promise<void> {
  await Promise.all(peers.map((peer) => peer.stop()));
}
