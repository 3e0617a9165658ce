/** @module-tag g16 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { processTree } from '../../scripts/running-processes.ts';
import { countCases } from './case-count.ts';

/** Secrets that are nowhere else, so that one that is found has leaked. */
const canaries = Object.fromEntries(
  Array.from({ length: 30 }, (_, n) => [`CANARY_${n}`, `canary-${n}-${randomBytes(12).toString('hex')}`]),
);
const names = Object.keys(canaries);

/** Says each of its secrets in every way a careless function does. */
const careless = `
const all = (env) => [${names.map((name) => `env.${name}`).join(', ')}];
export default { async fetch(request, env) {
  const secrets = all(env);
  for (const secret of secrets) {
    console.log(secret, { nested: { secret }, list: [secret] }, new Map([[secret, secret]]));
    console.error(new Error('no access with ' + secret, { cause: secret }));
    console.log(btoa('user:' + secret), encodeURIComponent(secret), JSON.stringify({ secret }));
  }
  const { searchParams } = new URL(request.url);
  const how = searchParams.get('how');
  if (how === 'throw') throw new TypeError(secrets.join(' '));
  if (how === 'reject') await Promise.reject(Object.assign(new Error(secrets[0]), { name: secrets[1] }));
  if (how === 'loop') for (const label = secrets.join(); label; );
  if (how === 'grow') for (const kept = []; ; ) kept.push(secrets.map((secret) => [secret]));
  if (how === 'fetch') {
    const options = { method: 'POST', headers: { authorization: 'Basic ' + btoa('me:' + secrets[2]) }, body: secrets.join('\\n') };
    await fetch(searchParams.get('to') + '?key=' + encodeURIComponent(secrets[3]), options);
  }
  return new Response(secrets.join('\\n'), { headers: { 'x-key': secrets[4], 'set-cookie': 'key=' + secrets[5] } });
} };`;

let folder: string;
let outside: Server;
let spans = '';
let server: ChildProcess;
let said = '';
let url = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nexo-canaries-'));
  outside = createServer((request, response) => {
    request.setEncoding('latin1').on('data', (text: string) => {
      if (request.url === '/v1/traces') spans += text;
    });
    request.on('end', () => response.end('{}'));
  });
  await once(outside.listen(0, '127.0.0.1'), 'listening');
  const lines = Object.entries(canaries).map(([name, value]) => `${name}=${value}`);
  await writeFile(join(folder, 'secrets.env'), lines.join('\n'), { mode: 0o600 });
  const args = ['serve', '--addr', '127.0.0.1:0', '--workspace', join(folder, 'workspace'), '--log', 'debug', '--json'];
  server = spawn(process.execPath, [resolve('out/engine/nexo.js'), ...args, '--secrets', join(folder, 'secrets.env')], {
    env: { PATH: process.env['PATH'], HOME: folder, NEXO_OTLP_ENDPOINT: outsideUrl() },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (chunk: Buffer) => (said += String(chunk)));
  const [line] = (await once(createInterface(server.stdout!), 'line')) as [string];
  ({ url } = JSON.parse(line) as { url: string });
  const draft = {
    name: 'careless',
    route: '/careless',
    code: careless,
    secrets: names,
    limits: { cpuMs: 1_000, heapMb: 32 },
  };
  expect((await send('POST', '/api/functions', draft)).status).toBe(201);
  const target = outsideUrl().slice('http://'.length);
  expect((await send('PUT', '/api/functions/careless/grants', { targets: [target] })).status).toBe(200);
});
afterAll(async () => {
  if (server.exitCode === null) {
    server.kill('SIGKILL');
    await once(server, 'close');
  }
  outside.closeAllConnections();
  outside.close();
  await rm(folder, { recursive: true, force: true });
});

const outsideUrl = (): string => `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;

function send(method: string, path: string, body?: unknown): Promise<Response> {
  const head = { 'content-type': 'application/json' };
  return fetch(url + path, { method, ...(body !== undefined && { headers: head, body: JSON.stringify(body) }) });
}

async function textOf(path: string): Promise<string> {
  return (await fetch(url + path)).text();
}

/** Every file below a folder, as bytes of one string. */
async function bytesOf(root: string): Promise<string> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
}

it('leave their function in its own answer, and nowhere else', { timeout: 120_000 }, async (context) => {
  const places: Record<string, string> = {};
  const call = (how: string): Promise<string> =>
    textOf(`/fn/careless?how=${how}&to=${encodeURIComponent(`${outsideUrl()}/elsewhere`)}`);
  expect(await call('answer')).toContain(canaries['CANARY_29']);
  expect(await call('fetch')).toContain(canaries['CANARY_29']);
  const failures = [];
  for (const how of ['throw', 'reject', 'loop', 'grow']) failures.push(await call(how));
  places['errors'] = failures.join('\n');
  expect(places['errors']).toContain('HEAP_LIMIT');

  await expect
    .poll(async () => ((await (await fetch(`${url}/api/calls`)).json()) as { calls: object[] }).calls.length)
    .toBe(6);
  const { calls } = (await (await fetch(`${url}/api/calls`)).json()) as { calls: { id: string }[] };
  const details = await Promise.all(calls.map(({ id }) => textOf(`/api/calls/${id}`)));
  places['calls'] = [...details, await textOf('/api/calls/export')].join('\n');
  expect(places['calls']).toContain('no access with');
  places['statistics'] = (
    await Promise.all(['/stats', '/metrics', '/api/functions/careless/stats'].map(textOf))
  ).join();
  places['functions'] = (await Promise.all(['/api/functions', '/api/functions/careless'].map(textOf))).join();

  const run = promisify(execFile);
  const where = ['--workspace', join(folder, 'workspace'), '--no-verify'];
  for (const target of ['node', 'cloudflare', 'nexo']) {
    const out = ['--target', target, '--out', join(folder, `out-${target}`)];
    await run(process.execPath, [resolve('out/engine/nexo.js'), 'export', 'careless', ...out, ...where], {
      env: { PATH: process.env['PATH'], HOME: folder },
    });
  }
  places['exports'] = (
    await Promise.all(['node', 'cloudflare', 'nexo'].map((to) => bytesOf(join(folder, `out-${to}`))))
  ).join();
  expect(places['exports']).toContain('careless');

  const tree = await processTree(server.pid ?? 0);
  const about = await Promise.all(tree.map(({ pid }) => readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '')));
  // A crash would leave the system's image of a process's memory, where secrets are.
  const limits = await Promise.all(tree.map(({ pid }) => readFile(`/proc/${pid}/limits`, 'latin1').catch(() => '')));
  const dumping = tree.filter((_, at) => /^Max core file size +[^0 ]/m.test(limits[at] ?? ''));
  expect(existsSync('/usr/bin/prlimit') ? dumping.map(({ command }) => command) : []).toEqual([]);
  places['processes'] = [...about, ...tree.map(({ command }) => command)].join('\n');
  server.kill('SIGTERM');
  await once(server, 'close');
  places['traces'] = spans;
  expect(spans).toContain('careless');
  places['store'] = await bytesOf(join(folder, 'workspace'));
  expect(places['store']).toContain('no access with');
  places['logs'] = said;

  const hits = Object.entries(places).flatMap(([place, text]) =>
    names
      .filter((name) => text.includes(canaries[name]!) || text.includes(reversibly(canaries[name]!)))
      .map((name) => `${name} in ${place}`),
  );
  countCases(context, { passed: names.length * Object.keys(places).length - hits.length, failed: hits.length });
  expect(hits).toEqual([]);
});

/** As it stands in base64 behind `user:`, without the characters that its neighbours share. */
function reversibly(value: string): string {
  return Buffer.from(`user:${value}`).toString('base64').slice(8, -4);
}
