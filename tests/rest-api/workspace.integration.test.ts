import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

let workspace: string;
let engine: TestEngine | undefined;
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'nexo-workspace-'));
});
afterEach(async () => {
  await engine?.dispose();
  engine = undefined;
  await rm(workspace, { recursive: true, force: true });
});

async function write(id: string, json: string, code: string): Promise<void> {
  await mkdir(join(workspace, 'functions', id), { recursive: true });
  await writeFile(join(workspace, 'functions', id, 'index.js'), code);
  await writeFile(join(workspace, 'functions', id, 'function.json'), json);
}

function record(route: string): string {
  return JSON.stringify({ name: 'by hand', route, methods: ['GET'], language: 'javascript' });
}

it('serves a folder written by hand, and what another editor does to it', async () => {
  await write('hand', record('/hand'), 'function handler() { return "first"; }');
  engine = await startEngine({ workspace });
  expect(await (await engine.request('/fn/hand')).text()).toContain('first');
  await writeFile(join(workspace, 'functions/hand/index.js'), 'function handler() { return "second"; }');
  await expect.poll(async () => (await engine?.request('/fn/hand'))?.text(), { timeout: 5_000 }).toContain('second');
});

it('opens around a damaged function, shows why, answers 503 for it by id and keeps its file', async () => {
  await write('fine', record('/fine'), 'function handler() { return 1; }');
  await write('broken', '{ "route": "/broken", ', 'function handler() { return 1; }');
  engine = await startEngine({ workspace });
  expect((await engine.request('/fn/fine')).status).toBe(200);
  const { body } = await engine.send('GET', '/api/functions');
  expect(body).toMatchObject([
    { id: 'broken', damage: { file: expect.stringContaining('function.json'), reason: expect.any(String) } },
    { id: 'fine', damage: null },
  ]);
  const invoked = await engine.send('POST', '/api/functions/broken/invoke', {});
  expect(invoked).toMatchObject({ status: 503, body: { error: { code: 'FUNCTION_DAMAGED' } } });
  expect(await readFile(join(workspace, 'functions/broken/function.json'), 'utf8')).toBe('{ "route": "/broken", ');
});

it('fails the callers of code that another editor broke, and tells the person where', async () => {
  await write('torn', record('/torn'), 'function handler() {\n  return (;\n}');
  engine = await startEngine({ workspace });
  const response = await engine.request('/fn/torn');
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({ error: { code: 'THROWN' } });
  expect((await engine.send('GET', '/api/functions/torn/stats')).body).toMatchObject({ requests: 1, errors: 1 });
  const invoked = await engine.send('POST', '/api/functions/torn/invoke', {});
  expect(invoked).toMatchObject({ status: 400, body: { error: { code: 'SYNTAX_ERROR', line: 2 } } });
});

it('serves one of two folders that want the same route and says so of the other', async () => {
  await write('a', record('/same'), 'function handler() { return "a"; }');
  await write('b', record('/same'), 'function handler() { return "b"; }');
  engine = await startEngine({ workspace });
  expect(await (await engine.request('/fn/same')).text()).toContain('a');
  const { body } = await engine.send('GET', '/api/functions/b');
  expect(body.damage.reason).toBe('GET /same is already answered by the function "a"');
  await engine.send('DELETE', '/api/functions/a');
  expect(await (await engine.request('/fn/same')).text()).toContain('b');
});

it('says what it knows of the workspace and of the engine', async () => {
  engine = await startEngine({ workspace });
  expect((await engine.send('GET', '/api/workspace')).body).toEqual({
    folder: workspace,
    url: engine.url,
    loading: null,
    publish: 'save',
    readOnly: null,
    recoveries: [],
  });
  expect((await engine.send('GET', '/health')).body).toMatchObject({ status: 'ok', version: expect.any(String) });
  expect((await engine.send('GET', '/api/templates')).body.map(({ id }: { id: string }) => id)).toContain('hello');
  await engine.deploy({ name: 'one', code: 'function handler() { return 1; }' });
  await engine.request('/fn/one');
  expect((await engine.send('GET', '/stats')).body).toMatchObject({
    functions: 1,
    requests: 1,
    errors: 0,
    pool: { warm: 1 },
  });
  expect((await engine.send('GET', '/api/functions/one/stats')).body).toMatchObject({ requests: 1, lastStatus: 200 });
});

it('streams invocations as server-sent events until the reader leaves', async () => {
  engine = await startEngine({ workspace });
  await engine.deploy({ name: 'one', code: 'function handler() { return 1; }' });
  const leaving = new AbortController();
  const response = await engine.request('/api/invocations/watch', { signal: leaving.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  await engine.request('/fn/one');
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    if (text.includes('"functionId":"one"')) break;
  }
  leaving.abort();
  expect(text).toContain('event: message');
});
