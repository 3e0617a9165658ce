import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { fetchHandler, startPeer, type Peer } from './peer.ts';
import { platformBinary } from './platform-binary.ts';

const packages = {
  'linux-x64': '@oven/bun-linux-x64',
  'linux-arm64': '@oven/bun-linux-aarch64',
  'darwin-x64': '@oven/bun-darwin-x64',
  'darwin-arm64': '@oven/bun-darwin-aarch64',
  'win32-x64': '@oven/bun-windows-x64',
};

const serve = `
const server = Bun.serve({ hostname: '127.0.0.1', port: 0, idleTimeout: 0, fetch: handle });
console.log('http://127.0.0.1:' + server.port);
`;

/** `Bun.serve`. */
export async function startBun(): Promise<Peer> {
  const bun = platformBinary(packages, process.platform === 'win32' ? 'bin/bun.exe' : 'bin/bun');
  const folder = await mkdtemp(path.join(tmpdir(), 'nexo-bench-bun-'));
  const file = path.join(folder, 'main.js');
  await writeFile(file, fetchHandler + serve);
  const peer = await startPeer('Bun', [bun, 'run', file], (output) => /^http:\S+/m.exec(output)?.[0]);
  return {
    ...peer,
    async stop() {
      await peer.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
