import { afterAll, beforeAll, expect, it } from 'vitest';

import type { ImportPlan, ImportResult, ImportSource } from '../../src/contract/import.ts';
import { writeZip } from '../../src/bundle/zip/write-zip.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';
import * as projects from './fixtures/projects.ts';
import { planImport, runImport } from './run-import.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.dispose());

async function zipOf(project: projects.Project, name: string): Promise<ImportSource> {
  const files = Object.entries(project).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
  return { type: 'zip', name, base64: (await writeZip(files)).toString('base64') };
}

/** Imports a source that has to come in whole, and gives what was made of it. */
async function brought(source: ImportSource): Promise<{ plan: ImportPlan; result: ImportResult }> {
  const plan = await planImport(engine, { source });
  const { result, error } = await runImport(engine, { source });
  if (result === undefined) throw new Error(JSON.stringify(error));
  expect(result.functions.flatMap(({ problem }) => problem ?? [])).toEqual([]);
  return { plan, result };
}

const get = (path: string, init?: RequestInit): Promise<Response> => engine.request(`/fn${path}`, init);
const lost = (plan: ImportPlan): string[] =>
  plan.notes
    .filter(({ severity }) => severity === 'lost')
    .map(({ file, line, message }) => `${file}:${line} ${message}`);

it('brings in a Worker with what it is made of, and lists what it needs of Cloudflare', async () => {
  const { plan, result } = await brought(await zipOf(projects.worker, 'todo'));
  expect(result.functions.map(({ id, route }) => [id, route])).toEqual([['todo-api', '/todo/*']]);
  expect(plan.functions[0]).toMatchObject({
    secrets: ['API_TOKEN'],
    env: ['GREETING', 'LIMITS'],
    limits: { cpuMs: 40 },
  });
  expect(plan.functions[0]?.files.map(({ path }) => path)).toEqual(['index.js', 'src/index.ts', 'src/lib/greet.ts']);
  expect(lost(plan)).toEqual([
    'wrangler.jsonc:8 kv_namespaces (TODOS): there is no KV here',
    'wrangler.jsonc:11 triggers.crons: functions run when they are called',
    'src/index.ts:5 the handler "scheduled": functions answer requests only',
  ]);
  const answer = await get('/todo/list');
  expect(await answer.json()).toEqual({
    text: 'hello, Worker',
    pathname: '/todo/list',
    limits: { most: 3 },
    token: null,
  });
});

it('brings in a Worker in the form of a service worker', async () => {
  const { plan } = await brought(await zipOf(projects.serviceWorker, 'old'));
  expect(lost(plan)).toEqual(['wrangler.toml:7 r2_buckets (FILES): there is no R2 here']);
  const answer = await get('/anything', { method: 'POST', body: 'we are' });
  expect([answer.status, await answer.text()]).toEqual([201, 'here we are']);
});

it('brings in Lambda handlers, which share their files', async () => {
  const { plan, result } = await brought(await zipOf(projects.lambda, 'items'));
  expect(result.functions.map(({ id, route, methods }) => [id, route, methods])).toEqual([
    ['get-item', '/items/:id', ['GET']],
    ['put-item', '/items', ['POST']],
  ]);
  expect(plan.functions[0]?.limits).toEqual({ wallMs: 5_000, heapMb: 256 });
  expect(result.files).toEqual(['shared/items/src/items.js', 'shared/items/src/label.js']);
  expect(lost(plan)).toEqual([
    'template.yaml:8 Table (AWS::DynamoDB::Table): functions alone are imported',
    'template.yaml:23 GetItem: the event Nightly (Schedule): functions run when they are called',
    'template.yaml:18 the variable TABLE: its value is not written out here',
  ]);
  const one = await get('/items/a%20b?x=1&x=2');
  expect(one.headers.getSetCookie()).toEqual(['seen=1', 'by=lambda']);
  expect(await one.json()).toEqual({ label: 'item a b', stage: 'test', query: { x: '1,2' } });
  const bytes = new Uint8Array([0, 255, 128]);
  const made = await get('/items', {
    method: 'POST',
    body: bytes,
    headers: { 'content-type': 'application/octet-stream' },
  });
  expect([made.status, made.headers.get('x-method')]).toEqual([201, 'POST']);
  expect(new Uint8Array(await made.arrayBuffer())).toEqual(bytes);
});

it('brings in Netlify functions of both kinds', async () => {
  const { plan, result } = await brought(await zipOf(projects.netlify, 'site'));
  expect(result.functions.map(({ id, route }) => [id, route])).toEqual([
    ['legacy', '/.netlify/functions/legacy'],
    ['weather', '/weather/:day'],
    ['weather-2', '/forecast/:day'],
  ]);
  expect(lost(plan)).toEqual([
    'netlify.toml:4 redirects: functions alone are imported',
    'netlify/functions/weather.mts:6 config.schedule: it is not known here',
  ]);
  expect(await (await get('/forecast/tomorrow')).json()).toEqual({ day: 'tomorrow', city: 'Bern' });
  expect(await (await get('/weather/today')).json()).toEqual({ day: 'today', city: 'Bern' });
  expect(await (await get('/.netlify/functions/legacy?q=1')).text()).toBe('GET /.netlify/functions/legacy 1');
});

it('brings in functions of Vercel and route handlers of Next.js', async () => {
  const { plan, result } = await brought(await zipOf(projects.vercel, 'shop'));
  expect(result.functions.map(({ id, route }) => [id, route])).toEqual([
    ['api-edge', '/api/edge'],
    ['api-users-id', '/api/users/:id'],
    ['api-posts-slug', '/api/posts/:slug'],
  ]);
  expect(plan.functions[1]?.limits).toEqual({ wallMs: 7_000, heapMb: 256 });
  expect(lost(plan)).toEqual(['vercel.json:1 crons: functions alone are imported']);
  const user = await get('/api/users/5?all=1&all=2', { headers: { cookie: 'seen=yes' } });
  expect(user.headers.get('x-kind')).toBe('node');
  expect(await user.json()).toEqual({ id: '5', all: ['1', '2'], cookie: 'yes' });
  const made = await get('/api/users/5', {
    method: 'POST',
    body: '{"name":"A"}',
    headers: { 'content-type': 'application/json' },
  });
  expect([made.status, await made.json()]).toEqual([201, { made: 'A', id: '5' }]);
  expect(await (await get('/api/edge')).text()).toBe('edge /api/edge');
  expect(await (await get('/api/posts/first')).json()).toEqual({ slug: 'first' });
  expect((await get('/api/posts/first', { method: 'DELETE' })).status).toBe(204);
});

it('brings in a program for Deno, whose route is another function’s already', async () => {
  const source = await zipOf(projects.deno, 'shouter');
  const plan = await planImport(engine, { source });
  expect(plan.functions[0]).toMatchObject({ secrets: ['GREETING'], conflict: { with: 'old-worker', on: 'route' } });
  expect(lost(plan)).toEqual([
    'deno.json:1 the import "@std/text" leads to jsr:@std/text@1: functions import files and npm packages only',
  ]);
  expect((await runImport(engine, { source })).error).toMatchObject({ code: 'ID_CONFLICT' });
  const { result } = await runImport(engine, { source, choices: { shouter: 'rename' } });
  expect(result?.functions).toMatchObject([{ id: 'shouter', route: '/shouter/*', problem: null }]);
  expect(await (await get('/shouter/a')).text()).toBe('NOBODY/SHOUTER/A');
});

it('makes functions of an OpenAPI description, which answer with its examples and pass its tests', async () => {
  const { plan, result } = await brought({ type: 'text', name: 'pets.yaml', text: projects.openApi });
  expect(result.functions.map(({ id, route, methods }) => [id, route, methods])).toEqual([
    ['pets-pet-id', '/pets/:petId', ['GET', 'PUT']],
  ]);
  expect(plan.functions[0]?.tests).toEqual([
    { name: 'getPet', method: 'GET', path: '/pets/7' },
    { name: 'renamePet', method: 'PUT', path: '/pets/7' },
  ]);
  expect(lost(plan)).toEqual(['pets.yaml:31 owners.yaml#/Owner: other files are not read']);
  expect(await (await get('/pets/7')).json()).toMatchObject({ id: 7, name: 'Bello', friends: [{ id: 7 }] });
  const run = await engine.request('/api/tests/run', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ functionIds: ['pets-pet-id'] }),
  });
  expect(await run.text()).toMatch(/"type":"finished","totals":\{"passed":2,"failed":0,"broken":0/);
});

it('saves requests of Postman, a browser and curl with the functions that answer them', async () => {
  const saved = async (source: ImportSource): Promise<string[]> => (await brought(source)).result.files;
  const { plan } = await brought({ type: 'text', name: 'pets.postman.json', text: projects.postman });
  expect(plan.requests.map(({ functionId, name, path }) => [functionId, name, path])).toEqual([
    ['pets-pet-id', 'Pets get one', '/pets/7?all=1'],
    ['pets-pet-id', 'Pets rename', '/pets/7'],
    ['old-worker', 'elsewhere', '/nothing'],
  ]);
  expect(lost(plan)).toEqual([
    'pets.postman.json:41 "Pets rename": scripts are not translated; write assertions',
    'pets.postman.json:22 "Pets get one": the header Authorization is a credential; values of those are not saved',
  ]);
  expect(await saved({ type: 'text', name: 'site.har', text: projects.har })).toEqual([
    'functions/pets-pet-id/tests/GET pets 8.json',
    'functions/pets-pet-id/tests/PUT pets 8.json',
  ]);
  expect(await saved({ type: 'text', name: 'curl', text: projects.curl })).toEqual([
    'functions/pets-pet-id/tests/PUT pets 9.json',
    'functions/pets-pet-id/tests/GET pets 9.json',
  ]);
  const { body } = await engine.send('GET', '/api/functions/pets-pet-id/tests/PUT%20pets%209');
  expect(body.test.request).toEqual({
    method: 'PUT',
    path: '/pets/9',
    headers: { 'content-type': 'application/json' },
    body: { json: { name: 'Rex' } },
  });
  const { body: recorded } = await engine.send('GET', '/api/functions/pets-pet-id/tests/GET%20pets%208');
  expect(recorded.test.request.headers).toEqual({ accept: 'text/html' });
});
