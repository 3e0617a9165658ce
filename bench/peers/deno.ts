import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { freePort } from '../../scripts/free-port.ts';
import { fetchHandler, startPeer, type Peer } from './peer.ts';
import { platformBinary } from './platform-binary.ts';

const packages = {
  'linux-x64': '@deno/linux-x64-glibc',
  'linux-arm64': '@deno/linux-arm64-glibc',
  'darwin-x64': '@deno/darwin-x64',
  'darwin-arm64': '@deno/darwin-arm64',
  'win32-x64': '@deno/win32-x64',
};

/** `deno serve`. */
export async function startDeno(): Promise<Peer> {
  const deno = platformBinary(packages, process.platform === 'win32' ? 'deno.exe' : 'deno');
  const folder = await mkdtemp(path.join(tmpdir(), 'nexo-bench-deno-'));
  const file = path.join(folder, 'main.js');
  await writeFile(file, `${fetchHandler}\nexport default { fetch: handle };\n`);
  const port = await freePort();
  const command = [deno, 'serve', '--host=127.0.0.1', `--port=${port}`, file];
  const env = { ...process.env, DENO_DIR: folder, DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' };
  const url = `http://127.0.0.1:${port}`;
  const peer = await startPeer('Deno', command, (output) => (/Listening/i.test(output) ? url : undefined), { env });
  return {
    ...peer,
    async stop() {
      await peer.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
