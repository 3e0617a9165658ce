import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { requestBytes } from '../connection.ts';
import { startBareNode } from '../peers/bare-node.ts';
import { startNexo } from '../peers/nexo.ts';
import { streamPiece, type Peer } from '../peers/peer.ts';
import { startWorkerd } from '../peers/workerd.ts';
import { costOf } from '../process-cost.ts';
import { atLeast, atMost, type Scenario } from '../scenario.ts';

const wanted = (streamPiece.bytes * 1_000) / streamPiece.everyMs;

/** Server-sent events of 100 KB a second to many clients at once, one server after the other. */
export const eventStreams: Scenario = {
  name: 'event-streams',
  async run({ short }) {
    const clients = short ? 20 : 500;
    const seconds = short ? 1 : 15;
    const starts = short ? [startNexo] : [startBareNode, startNexo, startWorkerd];
    const measured: Measured[] = [];
    for (const start of starts) measured.push(await measure(await start(), clients, seconds));
    const nexo = measured.find(({ name }) => name === 'Nexo')!;
    if (nexo.served < clients) throw new Error(`only ${nexo.served} of ${clients} streams had anything`);
    return {
      tables: [
        {
          title: `Event streams: 100 KB/s to each of ${clients} clients for ${seconds} s`,
          rows: measured.map(({ name, share, slowest, beforeMb, afterMb, cores }) => ({
            server: name,
            'of what was due': share.toFixed(2),
            'slowest client': slowest.toFixed(2),
            'MB at first': beforeMb.toFixed(0),
            'MB at the end': afterMb.toFixed(0),
            'cores used': cores.toFixed(2),
          })),
        },
      ],
      aims: [
        atLeast('event streams: of what was due', 0.95, nexo.share),
        atMost('event streams: memory at the end, of at first', 1.1, nexo.afterMb / nexo.beforeMb),
      ],
    };
  },
};

interface Measured {
  name: string;
  share: number;
  slowest: number;
  served: number;
  beforeMb: number;
  afterMb: number;
  cores: number;
}

async function measure(peer: Peer, clients: number, seconds: number): Promise<Measured> {
  const received = Array.from({ length: clients }, () => 0);
  const sockets: Socket[] = [];
  try {
    const { hostname, port } = new URL(peer.url);
    const request = requestBytes(`${peer.url}/stream`);
    for (let client = 0; client < clients; client++) {
      const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(request));
      socket.on('data', (piece: Buffer) => (received[client]! += piece.length));
      socket.on('error', () => {});
      sockets.push(socket);
    }
    // Every stream flows, and heaps have found their size, before anything is counted.
    await delay(seconds * 1_000);
    received.fill(0);
    const [before, startedAt] = [costOf(peer.pid), performance.now()];
    await delay(seconds * 1_000);
    const after = costOf(peer.pid);
    const took = (performance.now() - startedAt) / 1_000;
    const shares = received.map((bytes) => bytes / (wanted * took));
    return {
      name: peer.name,
      share: shares.reduce((sum, share) => sum + share, 0) / clients,
      slowest: Math.min(...shares),
      served: shares.filter((share) => share > 0).length,
      beforeMb: before.residentMb,
      afterMb: after.residentMb,
      cores: (after.cpuMs - before.cpuMs) / 1_000 / took,
    };
  } finally {
    for (const socket of sockets) socket.destroy();
    await peer.stop();
  }
}
