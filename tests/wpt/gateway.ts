import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { build } from '../../scripts/build.ts';
import { serveFile } from './serve-file.ts';

/** A real engine whose functions may fetch the files of a checkout. */
export interface Gateway {
  /** Where the files are served. */
  readonly origin: string;
  /** Deploys a function, calls it once and removes it; gives the body of its answer. Throws with any other status. */
  run(code: string): Promise<string>;
  dispose(): Promise<void>;
}

const limits = { cpuMs: 300_000, wallMs: 300_000, heapMb: 1024, responseBytes: 100_000_000 };

export async function openGateway(wptRoot: string): Promise<Gateway> {
  const files = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on(
      'end',
      () =>
        void serveFile(wptRoot, request.url ?? '/', Buffer.concat(chunks)).then((answer) => {
          response.writeHead(answer.status, answer.headers.flat());
          response.end(request.method === 'HEAD' ? undefined : answer.body);
        }),
    );
  });
  await once(files.listen(0, '127.0.0.1'), 'listening');
  const host = `127.0.0.1:${(files.address() as AddressInfo).port}`;
  const workspace = await mkdtemp(join(tmpdir(), 'nexo-wpt-'));
  const engine = await startEngine(workspace);

  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    const init =
      body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(engine.url + path, { method, ...init });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  let count = 0;
  return {
    origin: `http://${host}`,
    async run(code) {
      const name = `wpt-${++count}`;
      await send('POST', '/api/functions', { name, route: `/${name}`, code, limits });
      try {
        await send('PUT', `/api/functions/${name}/grants`, { targets: [host] });
        return await (await send('GET', `/fn/${name}`)).text();
      } finally {
        await send('DELETE', `/api/functions/${name}`);
      }
    },
    async dispose() {
      engine.child.kill();
      await once(engine.child, 'exit');
      files.closeAllConnections();
      files.close();
      await rm(workspace, { recursive: true, force: true });
    },
  };
}

/** The headless engine as it ships, on a free port. */
async function startEngine(workspace: string): Promise<{ child: ChildProcess; url: string }> {
  await build('engine');
  const serve = [resolve('out/engine/nexo.js'), 'serve', '--addr', '127.0.0.1:0', '--workspace', workspace, '--json'];
  const child = spawn(process.execPath, serve, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: (JSON.parse(line.toString()) as { url: string }).url };
}
