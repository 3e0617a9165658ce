import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

const canary = 'canary-3f9c51';
const masked = '••••••';

let workspace: string;
let engine: TestEngine;
beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'nexo-secrets-'));
  engine = await startEngine({ workspace, secrets: { API_KEY: canary, OTHER: 'not-declared' } });
});
afterAll(async () => {
  await engine.dispose();
  await rm(workspace, { recursive: true, force: true });
});

const invoke = (id: string, input: object = {}) => engine.send('POST', `/api/functions/${id}/invoke`, input);

it('a function has the secrets it declares, as variables, and no others', async () => {
  await engine.deploy({
    name: 'reads',
    code: `function handler(_, { env }) {
      return [env.API_KEY === env.get('API_KEY'), env.API_KEY.length, env.OTHER, env.MISSING, Object.keys(env)];
    }`,
    env: { PLAIN: 'x' },
    secrets: ['API_KEY', 'MISSING'],
  });
  expect(await (await engine.request('/fn/reads')).json()).toEqual([
    true,
    canary.length,
    null,
    null,
    ['PLAIN', 'API_KEY'],
  ]);
});

it('no value is in what the engine tells: logs, failures, stacks, answers, nor on the disk', async () => {
  await engine.deploy({
    name: 'leaks',
    code: `function handler(_, { env }) {
      console.log('key', env.API_KEY, { nested: [env.API_KEY] });
      throw new Error('cannot use ' + env.API_KEY);
    }`,
    secrets: ['API_KEY'],
  });
  const client = new AbortController();
  const watch = await engine.request('/api/invocations/watch?functionId=leaks', { signal: client.signal });
  const { body } = await invoke('leaks');
  expect(body.logs[0].text).toBe(`key ${masked} { nested: [ '${masked}' ] }`);
  expect(body.error).toMatchObject({ message: `cannot use ${masked}`, stack: expect.stringContaining(masked) });

  let watched = '';
  for await (const chunk of watch.body!.pipeThrough(new TextDecoderStream())) {
    watched += chunk;
    if (watched.includes('cannot use')) break;
  }
  const draft = { code: `function handler(_, { env }) { console.log(env.API_KEY); throw env.API_KEY; }` };
  const told = [
    watched,
    JSON.stringify(body),
    JSON.stringify(await invoke('leaks', { draft })),
    await (await engine.request('/fn/leaks')).text(),
    await (await engine.request('/api/functions')).text(),
    await (await engine.request('/api/functions/leaks')).text(),
    ...(await filesOf(workspace)),
  ];
  for (const text of told) expect(text).not.toContain(canary);
  expect(told.filter((text) => text.includes('API_KEY')).length).toBeGreaterThanOrEqual(3);
});

it('the version changes with the names, never with the values', async () => {
  const draft = { code: 'function handler() { return 1; }', secrets: ['API_KEY'] };
  const { version } = await engine.deploy({ name: 'versioned', ...draft });
  const other = await startEngine({ secrets: { API_KEY: 'another value' } });
  try {
    expect((await other.deploy({ name: 'versioned', ...draft })).version).toBe(version);
    const { body } = await other.send('PUT', '/api/functions/versioned', { secrets: [] });
    expect(body.version).not.toBe(version);
  } finally {
    await other.dispose();
  }
});

it.each([
  [{ secrets: ['A'], env: { A: 'x' } }, 'secrets.0', 'a variable has this name already'],
  [{ secrets: ['B', 'A'], bindings: { A: { function: 'reads' } } }, 'secrets.1', 'a binding has this name already'],
  [{ secrets: ['A', 'A'] }, 'secrets', 'named twice'],
  [{ secrets: ['not a name'] }, 'secrets.0', 'letters, digits and _'],
])('%j is refused by its field', async (settings, field, message) => {
  const draft = { name: 'clash', route: '/clash', code: 'function handler() {}', ...settings };
  const refused = await engine.send('POST', '/api/functions', draft);
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'INVALID_INPUT', field } } });
  expect(refused.body.error.message).toContain(message);
});

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')));
}
