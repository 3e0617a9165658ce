import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

let nexo: TestEngine;

beforeAll(async () => {
  nexo = await startEngine();
});
afterAll(() => nexo.dispose());

const code = (text: string): string => `export default { async fetch() { return new Response('${text}'); } };`;
const textOf = async (path: string, engine = nexo): Promise<string> => (await engine.request(path)).text();
const versionsOf = async (id: string) => (await nexo.send('GET', `/api/functions/${id}/versions`)).body;
const update = (id: string, change: object) => nexo.send('PUT', `/api/functions/${id}`, change);

describe('saving', () => {
  it('publishes, and numbers what is new', async () => {
    const made = await nexo.deploy({ name: 'counted', code: code('one') });
    expect(made).toMatchObject({ release: { number: 1, mode: 'save', pending: [] } });
    expect((await update('counted', { code: code('two') })).body).toMatchObject({ release: { number: 2 } });
    expect((await update('counted', { name: 'Renamed' })).body).toMatchObject({ release: { number: 2 } });
    expect((await update('counted', { methods: ['GET', 'POST'] })).body).toMatchObject({ release: { number: 3 } });
    expect(await versionsOf('counted')).toMatchObject([
      { number: 3, origin: 'save', settings: { methods: ['GET', 'POST'] } },
      { number: 2 },
      { number: 1, settings: { route: '/counted', env: [] } },
    ]);
    const { body } = await nexo.send('GET', '/api/functions/counted/versions/1');
    expect(body.files).toEqual([{ path: 'functions/counted/index.js', text: code('one'), encoding: 'utf8' }]);
    expect((await nexo.send('GET', '/api/functions/counted/versions/9')).status).toBe(404);
  });

  it('keeps the values of variables out of versions, and their names in', async () => {
    await nexo.deploy({ name: 'named', code: code('x'), env: { GREETING: 'canary-value' } });
    const [version] = await versionsOf('named');
    expect(version.settings.env).toEqual(['GREETING']);
    expect(JSON.stringify(version)).not.toContain('canary-value');
  });

  it('tells each call which version ran', async () => {
    await nexo.request('/fn/counted');
    const { body } = await nexo.send('GET', '/api/calls?query=fn:counted%20version:3');
    expect(body.calls[0]).toMatchObject({ versionNumber: 3, environment: 'dev' });
  });
});

describe('published by hand', () => {
  it('a save waits, and what is served stays, until it is published', async () => {
    await nexo.deploy({ name: 'slow', code: code('one'), publish: 'hand' });
    const saved = await update('slow', { code: code('two'), route: '/slower' });
    expect(saved.body).toMatchObject({
      route: '/slower',
      release: { number: 1, mode: 'hand', pending: ['route', 'functions/slow/index.js'] },
    });
    expect(await textOf('/fn/slow')).toBe('one');
    expect((await nexo.request('/fn/slower')).status).toBe(404);
    expect((await nexo.send('GET', '/api/functions/slow')).body).toMatchObject({ code: code('two') });

    const published = await nexo.send('POST', '/api/functions/slow/versions', { message: 'faster' });
    expect(published.body).toMatchObject({ release: { number: 2, pending: [] } });
    expect(await textOf('/fn/slower')).toBe('two');
    expect((await nexo.request('/fn/slow')).status).toBe(404);
    expect(await versionsOf('slow')).toMatchObject([
      { number: 2, origin: 'publish', message: 'faster' },
      { number: 1 },
    ]);
  });

  it('a save that does not compile is refused, and one of another editor waits with its problem', async () => {
    expect((await update('slow', { code: 'export default {' })).status).toBe(400);
    await writeFile(join(nexo.workspace, 'functions/slow/index.js'), 'export default {');
    await expect
      .poll(async () => (await nexo.send('GET', '/api/functions/slow')).body.problem, { timeout: 10_000 })
      .toMatchObject({ line: 1 });
    expect(await textOf('/fn/slower')).toBe('two');
    expect((await nexo.send('POST', '/api/functions/slow/versions', {})).status).toBe(400);
    expect(await textOf('/fn/slower')).toBe('two');
  });
});

describe('a workspace that publishes by hand', () => {
  const publish = (mode: string) => nexo.send('PUT', '/api/workspace', { publish: mode });
  const inFile = async () => JSON.parse(await readFile(join(nexo.workspace, 'nexo.json'), 'utf8'));

  it('keeps what is live when it is chosen, and publishes what waits when it is taken back', async () => {
    await nexo.deploy({ name: 'chosen', code: code('one') });
    await nexo.deploy({ name: 'own', code: code('one'), publish: 'save' });
    expect(await publish('hand')).toMatchObject({ status: 200, body: { publish: 'hand' } });
    expect(await inFile()).toMatchObject({ publish: 'hand' });
    const saved = await update('chosen', { code: code('two') });
    expect(saved.body).toMatchObject({ release: { mode: 'hand', number: 1, pending: ['functions/chosen/index.js'] } });
    await update('own', { code: code('two') });
    expect([await textOf('/fn/chosen'), await textOf('/fn/own')]).toEqual(['one', 'two']);

    await publish('save');
    expect(await textOf('/fn/chosen')).toBe('two');
    expect((await nexo.send('GET', '/api/functions/chosen')).body.release).toMatchObject({ number: 2, pending: [] });
  });

  it('a function takes its own choice back', async () => {
    expect((await update('own', { publish: 'hand' })).body).toMatchObject({
      publish: 'hand',
      release: { mode: 'hand' },
    });
    const { body } = await update('own', { publish: null });
    expect(body).toMatchObject({ release: { mode: 'save' } });
    expect(body).not.toHaveProperty('publish');
    const record = await readFile(join(nexo.workspace, 'functions/own/function.json'), 'utf8');
    expect(JSON.parse(record)).not.toHaveProperty('publish');
  });

  it('follows nexo.json when another program writes it', async () => {
    await writeFile(join(nexo.workspace, 'nexo.json'), JSON.stringify({ ...(await inFile()), publish: 'hand' }));
    await expect
      .poll(async () => (await nexo.send('GET', '/api/workspace')).body.publish, { timeout: 10_000 })
      .toBe('hand');
    expect((await publish('sometimes')).status).toBe(400);
    await publish('save');
  });
});

describe('going back', () => {
  it('serves the earlier version, writes its files, and can be taken back', async () => {
    await nexo.send('POST', '/api/files', { path: 'shared/word.js', text: `export const word = 'first';` });
    const source = `import { word } from '../../shared/word.js'; export default { async fetch() { return new Response(word); } };`;
    await nexo.deploy({ name: 'wordy', code: source, env: { A: '1' } });
    await nexo.send('PUT', '/api/files/shared/word.js', { text: `export const word = 'second';` });
    expect(await textOf('/fn/wordy')).toBe('second');
    await update('wordy', { route: '/other', env: { A: '2', B: '3' } });

    const back = await nexo.send('POST', '/api/functions/wordy/versions/1/rollback');
    expect(back.body).toMatchObject({ route: '/wordy', env: { A: '2' } });
    expect(await textOf('/fn/wordy')).toBe('first');
    expect(await readFile(join(nexo.workspace, 'shared/word.js'), 'utf8')).toContain('first');
    const versions = await versionsOf('wordy');
    expect(versions[0]).toMatchObject({ origin: 'rollback', rollbackOf: 1 });

    await nexo.send('POST', `/api/functions/wordy/versions/${versions[1].number}/rollback`);
    expect(await textOf('/fn/other')).toBe('second');
    expect((await versionsOf('wordy'))[0]).toMatchObject({ origin: 'rollback', rollbackOf: versions[1].number });
  });

  it('is refused when another function has the route by now', async () => {
    await nexo.deploy({ name: 'squatter', code: code('mine'), route: '/wordy' });
    const refused = await nexo.send('POST', '/api/functions/wordy/versions/1/rollback');
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'ROUTE_CONFLICT' } } });
    expect(await textOf('/fn/other')).toBe('second');
  });
});

it('a call is repeated on an earlier version', async () => {
  const response = await nexo.request('/fn/counted');
  await response.text();
  const id = response.headers.get('x-nexo-invocation');
  const { body } = await nexo.send('POST', `/api/calls/${id}/replay`, { version: 1 });
  expect(body.call).toMatchObject({ versionNumber: 1, response: { body: { text: 'one' } } });
  expect(await textOf('/fn/counted')).toBe('two');
  expect((await nexo.send('POST', `/api/calls/${id}/replay`, { version: 99 })).status).toBe(404);
});

it('what was published by hand outlives a restart; without its history what is saved is served', async () => {
  const workspace = await mkdtemp(join(tmpdir(), 'nexo-versions-'));
  try {
    const first = await startEngine({ workspace });
    await first.deploy({ name: 'kept', code: code('published'), publish: 'hand' });
    await first.send('PUT', '/api/functions/kept', { code: code('saved') });
    await first.dispose();

    const second = await startEngine({ workspace });
    expect(await textOf('/fn/kept', second)).toBe('published');
    expect((await second.send('GET', '/api/functions/kept')).body).toMatchObject({
      release: { number: 1, pending: ['functions/kept/index.js'] },
    });
    await second.dispose();

    for (const suffix of ['', '-wal', '-shm']) await rm(join(workspace, `.nexo/state.db${suffix}`), { force: true });
    const third = await startEngine({ workspace });
    expect(await textOf('/fn/kept', third)).toBe('saved');
    await third.dispose();
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
});
