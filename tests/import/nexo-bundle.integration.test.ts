import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import type { ImportSource } from '../../src/contract/import.ts';
import { runExport } from '../bundles/export.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';
import { planImport, runImport } from './run-import.ts';

let folder: string;
let from: TestEngine;
let into: TestEngine;
let bundle: ImportSource;
let bytes: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nexo-import-'));
  // A bundle of several functions is called as the workspace is.
  from = await startEngine({ workspace: join(folder, 'from/shop') });
  into = await startEngine({ workspace: join(folder, 'into/shop'), secrets: { API_KEY: 'the secret value' } });
  const files: Record<string, string> = {
    'shared/money.js': "export const euro = (amount) => amount + ' EUR';\n",
    'functions/shop/price.js': 'export const price = 3;\n',
    'functions/shop/tests/costs three.json':
      '{"request":{"method":"GET"},"assertions":[{"target":"status","op":"equals","value":200}]}',
  };
  await from.deploy({
    name: 'shop',
    route: '/shop/:id',
    code: 'export default { fetch: () => new Response("before") };',
    env: { GREETING: 'hello' },
  });
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(from.workspace, path)), { recursive: true });
    await writeFile(join(from.workspace, path), text);
  }
  const code =
    "import { price } from './price';\nimport { euro } from 'shared/money';\nexport function handler(request, { env }) { return { costs: euro(price), greeting: env.GREETING, mode: env.MODE, key: env.API_KEY ?? 'none' }; }\n";
  await from.send('PUT', '/api/functions/shop', { code, secrets: ['API_KEY'] });
  await from.deploy({
    name: 'asks',
    code: "export default { fetch: (request, env) => env.SHOP.fetch(new Request('http://shop/shop/1')) };",
    bindings: { SHOP: { function: 'shop' } },
  });
  await from.send('PUT', '/api/environments/dev', { name: 'dev', variables: { MODE: 'test' }, secrets: ['API_KEY'] });
  bytes = await exported(from);
  bundle = { type: 'zip', name: 'shop.nexo.zip', base64: bytes };
});
afterAll(async () => {
  await Promise.all([from.dispose(), into.dispose()]);
  await rm(folder, { recursive: true, force: true });
});

async function exported(engine: TestEngine): Promise<string> {
  const { bundle: made, error } = await runExport(engine, {
    functions: ['asks', 'shop'],
    target: 'nexo',
    verify: false,
  });
  if (made === undefined) throw new Error(JSON.stringify(error));
  return made.zip;
}

const shop = async () => (await into.request('/fn/shop/1')).json() as Promise<Record<string, unknown>>;

it('brings in functions, tests, shared files and variables, which export to the same bytes', async () => {
  const plan = await planImport(into, { source: bundle });
  expect(plan).toMatchObject({ kind: 'nexo', name: 'shop', environment: { name: 'dev', variables: ['MODE'] } });
  expect(plan.functions.map(({ key, conflict }) => [key, conflict])).toEqual([
    ['asks', null],
    ['shop', null],
  ]);
  expect(plan.functions[1]).toMatchObject({ secrets: ['API_KEY'], tests: [{ name: 'costs three', method: 'GET' }] });
  expect(plan.files.map(({ path }) => path)).toEqual(['shared/money.js']);
  expect((await into.send('GET', '/api/functions')).body).toEqual([]);

  const { result, events } = await runImport(into, { source: bundle });
  expect(result?.functions.map(({ id, problem }) => [id, problem])).toEqual([
    ['asks', null],
    ['shop', null],
  ]);
  expect(events.some((event) => event.type === 'progress' && event.step === 'write')).toBe(true);
  expect(await (await into.request('/fn/asks')).json()).toMatchObject({
    costs: '3 EUR',
    greeting: 'hello',
    mode: 'test',
  });
  expect(await exported(into)).toBe(bytes);
});

it('gives what was imported no secret and no grant before it is trusted', async () => {
  expect(await shop()).toMatchObject({ key: 'none' });
  expect((await into.send('GET', '/api/functions/shop')).body).toMatchObject({ trusted: false, importedFrom: 'shop' });
  const grants = { targets: ['127.0.0.1:5432'] };
  expect(await into.send('PUT', '/api/functions/shop/grants', grants)).toMatchObject({ status: 400 });
  expect((await into.send('POST', '/api/functions/shop/trust', {})).body).not.toHaveProperty('trusted');
  expect(await shop()).toMatchObject({ key: 'the secret value' });
  expect(await into.send('PUT', '/api/functions/shop/grants', grants)).toMatchObject({ status: 200 });
  expect(await exported(into)).toBe(bytes);
});

it('overwrites nothing without being asked, and takes back what it did', async () => {
  await into.send('PUT', '/api/functions/shop', { code: "export const handler = () => 'mine';\n" });
  const refused = await runImport(into, { source: bundle });
  expect(refused.error).toMatchObject({ code: 'ID_CONFLICT' });
  expect(refused.error?.issues?.map(({ field }) => field)).toEqual(['asks', 'shop']);

  const renamed = await runImport(into, { source: bundle, onConflict: 'rename' });
  expect(renamed.result?.functions.map(({ id, route }) => [id, route])).toEqual([
    ['asks-2', '/asks-2'],
    ['shop-2', '/shop-2/:id'],
  ]);
  // Bound to what came with it, not to what was there.
  expect(await (await into.request('/fn/asks-2')).json()).toMatchObject({ costs: '3 EUR' });

  const replaced = await runImport(into, { source: bundle, choices: { shop: 'replace', asks: 'skip' } });
  expect(replaced.result).toMatchObject({ functions: [{ id: 'shop', replaced: true }], skipped: ['asks'] });
  expect(await shop()).toMatchObject({ costs: '3 EUR', key: 'none' });
  const { body: versions } = await into.send('GET', '/api/functions/shop/versions');
  expect((versions as unknown[]).length).toBeGreaterThan(1);

  // Trusting takes grants away that were another function's.
  await into.send('POST', '/api/functions/shop/trust', {});
  expect((await into.send('GET', '/api/functions/shop/grants')).body).toEqual({ targets: [] });
  const undone = await into.send('POST', `/api/imports/${replaced.result?.id}/undo`, {});
  expect(undone.body).toEqual({ removed: [], restored: ['shop'] });
  expect(await (await into.request('/fn/shop/1')).text()).toContain('mine');
  const { body: grants } = await into.send('GET', '/api/functions/shop/grants');
  expect(grants).toEqual({ targets: ['127.0.0.1:5432'] });
  await into.send('POST', `/api/imports/${renamed.result?.id}/undo`, {});
  const { body: left } = await into.send('GET', '/api/functions');
  expect((left as { id: string }[]).map(({ id }) => id)).toEqual(['asks', 'shop']);
  expect(await into.send('POST', `/api/imports/${renamed.result?.id}/undo`, {})).toMatchObject({ status: 404 });
  expect(await readFile(join(into.workspace, 'shared/money.js'), 'utf8')).toContain('EUR');
});

it('takes back an environment that it added, but nothing that was changed since', async () => {
  const environments = async () =>
    ((await into.send('GET', '/api/environments')).body as { environments: object[] }).environments;
  const live = { name: 'live', variables: { LIVE: '1', ZONE: 'a' }, secrets: ['LIVE_KEY'] };
  await from.send('PUT', '/api/environments/live', live);
  await from.send('PUT', '/api/environment', { name: 'live' });
  const source: ImportSource = { type: 'zip', name: 'shop.nexo.zip', base64: await exported(from) };
  const before = await environments();
  const bringIn = async () => (await runImport(into, { source, onConflict: 'rename' })).result?.id;

  const first = await bringIn();
  expect(await environments()).toEqual([...before, live]);
  await into.send('POST', `/api/imports/${first}/undo`, {});
  expect(await environments()).toEqual(before);

  const second = await bringIn();
  await into.send('PUT', '/api/environments/live', { ...live, variables: { LIVE: 'mine', ZONE: 'a' } });
  await into.send('POST', `/api/imports/${second}/undo`, {});
  expect(await environments()).toEqual([...before, { name: 'live', variables: { LIVE: 'mine' }, secrets: [] }]);
});
