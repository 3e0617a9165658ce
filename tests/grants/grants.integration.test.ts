import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

let workspace: string;
let engine: TestEngine;
let granted: Server;
let other: Server;
beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'nexo-grants-'));
  engine = await startEngine({ workspace });
  [granted, other] = [await serveText('granted'), await serveText('other')];
  for (const name of ['first', 'second']) await engine.deploy({ name, code, methods: ['POST'] });
});
afterAll(async () => {
  await engine.dispose();
  for (const server of [granted, other]) server.close().closeAllConnections();
  await rm(workspace, { recursive: true, force: true });
});
afterEach(() => grant('first', []));

const code = `export default { async fetch(request) {
  return fetch(await request.text()).catch((error) => new Response(String(error)));
} };`;

async function serveText(text: string): Promise<Server> {
  const server = createServer((_, response) => response.end(text));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

const targetOf = (server: Server): string => `127.0.0.1:${(server.address() as AddressInfo).port}`;
const grantsPath = (id: string): string => `/api/functions/${id}/grants`;
const grant = (id: string, targets: unknown) => engine.send('PUT', grantsPath(id), { targets });

async function fetchBy(id: string, target: string): Promise<string> {
  return (await engine.request(`/fn/${id}`, { method: 'POST', body: `http://${target}/` })).text();
}

async function restart(change: () => Promise<void> = async () => {}): Promise<void> {
  await engine.dispose();
  await change();
  engine = await startEngine({ workspace });
}

it('a private target is refused, and the refusal says how to grant it', async () => {
  const target = targetOf(granted);
  const answer = await fetchBy('first', target);
  expect(answer).toContain(`"${target}"`);
  expect(answer).toContain('PUT /api/functions/first/grants');
  expect((await engine.send('GET', grantsPath('first'))).body).toEqual({ targets: [] });
});

it('a grant opens one target to one function, at once and until it is taken back', async () => {
  const target = targetOf(granted);
  expect(await grant('first', [target, target])).toEqual({ status: 200, body: { targets: [target] } });
  expect(await fetchBy('first', target)).toBe('granted');
  expect(await fetchBy('second', target)).toContain('refused');
  expect(await fetchBy('first', targetOf(other))).toContain('refused');
  await grant('first', []);
  expect(await fetchBy('first', target)).toContain('refused');
});

it("the engine's own port stays closed", async () => {
  const target = `127.0.0.1:${engine.port}`;
  await grant('first', [target]);
  expect(await fetchBy('first', target)).toContain('belongs to Nexo Studio');
});

it('what is no target, or no function, is refused by name', async () => {
  const refused = await grant('first', ['localhost']);
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'INVALID_INPUT', field: 'targets.0' } } });
  expect(await grant('nobody', [])).toMatchObject({ status: 404, body: { error: { code: 'FUNCTION_NOT_FOUND' } } });
});

it('grants are kept for the next start in a file of their owner, and never with the function', async () => {
  const target = targetOf(granted);
  await grant('first', [target]);
  const file = join(workspace, '.nexo', 'grants.json');
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ first: [target] });
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(join(workspace, 'functions/first/function.json'), 'utf8')).not.toContain(target);
  await restart();
  expect(await fetchBy('first', target)).toBe('granted');
});

it('grants go with their function', async () => {
  const target = targetOf(granted);
  await engine.deploy({ name: 'third', code, methods: ['POST'] });
  await grant('third', [target]);
  await engine.send('DELETE', '/api/functions/third');
  await engine.send('POST', '/api/functions/third/restore');
  expect(await fetchBy('third', target)).toContain('refused');
  expect((await engine.send('GET', grantsPath('third'))).body).toEqual({ targets: [] });
});

it.each([
  ['damaged', '{ "first": [', 0o600],
  ['not of targets', '{ "first": ["anything"] }', 0o600],
  ['readable by others', null, 0o644],
])('a file that is %s grants nothing and is kept as it is', async (_, text, mode) => {
  const target = targetOf(granted);
  const file = join(workspace, '.nexo', 'grants.json');
  const kept = text ?? JSON.stringify({ first: [target] });
  await restart(async () => {
    await rm(file, { force: true });
    await writeFile(file, kept, { mode });
  });
  expect(await fetchBy('first', target)).toContain('refused');
  expect(await grant('first', [target])).toMatchObject({ status: 500, body: { error: { code: 'STORE_FAILED' } } });
  expect(await readFile(file, 'utf8')).toBe(kept);
  await restart(() => rm(file));
});
