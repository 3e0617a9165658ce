import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { fetchHandler, hello, startPeer, type Peer } from './peer.ts';

const program = path.resolve(import.meta.dirname, '../../out/engine/nexo.js');

/** A running headless server whose url is its root, with a way to deploy to it. */
export interface NexoServer extends Peer {
  /** The folder it serves. */
  readonly workspace: string;
  /** Creates a function and resolves to the address the gateway serves it at. */
  deploy(name: string, code: string, more?: object): Promise<string>;
}

export interface NexoOptions {
  /** A folder of functions that stays; without one, the server has an empty one that goes with it. */
  workspace?: string;
  /** Settings as environment variables. */
  env?: Record<string, string>;
}

/** The headless server, listening. */
export async function startNexoServer({ workspace: given, env = {} }: NexoOptions = {}): Promise<NexoServer> {
  const workspace = given ?? (await mkdtemp(path.join(tmpdir(), 'nexo-bench-')));
  const command = [process.execPath, program, 'serve', '--json', '--addr', '127.0.0.1:0', '--workspace', workspace];
  const options = { env: { ...process.env, NEXO_LOG: 'error', ...env } };
  const peer = await startPeer('Nexo', command, (output) => /"url":"([^"]+)"/.exec(output)?.[1], options);
  return {
    ...peer,
    workspace,
    async deploy(name, code, more = {}) {
      const response = await fetch(`${peer.url}/api/functions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, route: `/${name}`, methods: ['GET', 'POST'], code, ...more }),
      });
      if (response.status !== 201) throw new Error(`deploy: ${response.status} ${await response.text()}`);
      return `${peer.url}/fn/${name}`;
    },
    async stop() {
      await peer.stop();
      if (given === undefined) await rm(workspace, { recursive: true, force: true });
    },
  };
}

/** The headless server as a peer: a deployed function for each task behind the gateway, everything on. */
export async function startNexo(): Promise<Peer> {
  const server = await startNexoServer({ env: { NEXO_MAX_CONCURRENT: '1000' } });
  await server.deploy('hello', helloFunction);
  await server.deploy('count', 'function handler(request) { return { count: request.json().values.length }; }');
  await server.deploy('large', `${fetchHandler}\nexport default { fetch: () => new Response(large) };`);
  const limits = { cpuMs: 1_000, wallMs: 300_000, responseBytes: 100_000_000 };
  await server.deploy('stream', `${fetchHandler}\nexport default { fetch: () => new Response(stream()) };`, { limits });
  return { ...server, url: `${server.url}/fn` };
}

/** The same answer as every peer's, in Nexo's shortest form. */
export const helloFunction = `function handler() { return ${JSON.stringify(hello)}; }`;
