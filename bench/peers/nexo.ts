import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { hello, startPeer, type Peer } from './peer.ts';

const program = path.resolve(import.meta.dirname, '../../out/engine/nexo.js');

/** A running headless server whose url is its root, with a way to deploy to it. */
export interface NexoServer extends Peer {
  deploy(name: string, code: string): Promise<string>;
}

/** The headless server on an empty workspace. */
export async function startNexoServer(): Promise<NexoServer> {
  const workspace = await mkdtemp(path.join(tmpdir(), 'nexo-bench-'));
  const command = [process.execPath, program, 'serve', '--json', '--addr', '127.0.0.1:0', '--workspace', workspace];
  const peer = await startPeer('Nexo', command, (output) => /"url":"([^"]+)"/.exec(output)?.[1]);
  return {
    ...peer,
    /** Creates a function and resolves to the address the gateway serves it at. */
    async deploy(name, code) {
      const response = await fetch(`${peer.url}/api/functions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, route: `/${name}`, methods: ['GET', 'POST'], code }),
      });
      if (response.status !== 201) throw new Error(`deploy: ${response.status} ${await response.text()}`);
      return `${peer.url}/fn/${name}`;
    },
    async stop() {
      await peer.stop();
      await rm(workspace, { recursive: true, force: true });
    },
  };
}

/** The headless server as a peer: a deployed function for each task behind the gateway, everything on. */
export async function startNexo(): Promise<Peer> {
  const server = await startNexoServer();
  await server.deploy('hello', helloFunction);
  await server.deploy('count', 'function handler(request) { return { count: request.json().values.length }; }');
  await server.deploy(
    'large',
    `const large = 'x'.repeat(2 ** 20);\nexport default { fetch: () => new Response(large) };`,
  );
  return { ...server, url: `${server.url}/fn` };
}

/** The same answer as every peer's, in Nexo's shortest form. */
export const helloFunction = `function handler() { return ${JSON.stringify(hello)}; }`;
