import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { freePort } from '../../scripts/free-port.ts';
import { fetchHandler, startPeer, type Peer } from './peer.ts';

/** The package has no types; its default export is the path of the binary. */
const { default: workerdPath } = createRequire(import.meta.url)('workerd') as { default: string };

/** Cloudflare's workerd with one worker. */
export async function startWorkerd(): Promise<Peer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nexo-bench-workerd-'));
  const port = await freePort();
  await writeFile(path.join(folder, 'worker.js'), `${fetchHandler}\nexport default { fetch: handle };\n`);
  await writeFile(path.join(folder, 'config.capnp'), config(port));
  const url = `http://127.0.0.1:${port}`;
  // workerd says nothing when it listens on its own; its control channel on fd 1 does.
  const command = [workerdPath, 'serve', 'config.capnp', '--control-fd=1'];
  const peer = await startPeer('workerd', command, (output) => (output.includes('"listen"') ? url : undefined), {
    cwd: folder,
  });
  return {
    ...peer,
    async stop() {
      await peer.stop();
      await rm(folder, { recursive: true });
    },
  };
}

const config = (port: number): string => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .hello)],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]
);
const hello :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "2026-10-01"
);
`;
