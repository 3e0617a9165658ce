import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

let workspace = '';
let engine: TestEngine;
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'nexo-environments-'));
  engine = await startEngine({ workspace, secrets: { API_KEY: 'given-value' } });
});
afterEach(async () => {
  await engine.dispose();
  await rm(workspace, { recursive: true });
});

const code = `export default { fetch: (request, env) => {
  console.log(env.API_KEY);
  return Response.json({ mode: env.MODE, own: env.OWN, shared: env.SHARED, key: env.API_KEY?.length });
} };`;
const reads = {
  name: 'reads',
  code,
  limits: { cpuMs: 5_000 },
  env: { MODE: 'own', OWN: 'mine' },
  secrets: ['API_KEY'],
};
const answer = async () => (await engine.request('/fn/reads')).json();

it('has one environment until a person makes another', async () => {
  const { body } = await engine.send('GET', '/api/environments');
  expect(body).toEqual({
    environments: [{ name: 'dev', variables: {}, secrets: [] }],
    active: 'dev',
    fixed: false,
    given: ['API_KEY'],
  });
  expect(await engine.send('DELETE', '/api/environments/dev')).toMatchObject({ status: 400 });
});

it('runs functions in the active one, without a restart and without compiling anew', async () => {
  const { version } = await engine.deploy(reads);
  expect(await answer()).toEqual({ mode: 'own', own: 'mine', key: 11 });
  await engine.send('PUT', '/api/environments/prod', {
    variables: { MODE: 'prod', SHARED: '1' },
    secrets: ['API_KEY'],
  });
  expect(await answer()).toMatchObject({ mode: 'own' });
  await engine.send('PUT', '/api/environment', { name: 'prod' });
  expect(await answer()).toEqual({ mode: 'prod', own: 'mine', shared: '1', key: 11 });
  engine.engine.useStoredSecrets({ prod: { API_KEY: 'kept' } });
  expect(await answer()).toMatchObject({ key: 4 });
  expect((await engine.send('GET', '/api/functions/reads')).body.version).toBe(version);
});

it('masks a value that was stored later', async () => {
  await engine.deploy(reads);
  await answer();
  engine.engine.useStoredSecrets({ dev: { API_KEY: 'stored-canary' } });
  const { body } = await engine.send('POST', '/api/functions/reads/invoke', {});
  expect(JSON.stringify(body)).not.toContain('canary');
});

it('keeps what was chosen, the choice outside of what git sees', async () => {
  await engine.send('PUT', '/api/environments/prod', { variables: { B: '2', A: '1' }, secrets: ['API_KEY'] });
  await engine.send('PUT', '/api/environment', { name: 'prod' });
  await engine.dispose();
  const text = await readFile(join(workspace, 'nexo.json'), 'utf8');
  expect(JSON.parse(text)).toEqual({
    version: 1,
    environments: {
      dev: { variables: {}, secrets: [] },
      prod: { variables: { B: '2', A: '1' }, secrets: ['API_KEY'] },
    },
  });
  expect(text).not.toContain('given');
  engine = await startEngine({ workspace });
  expect((await engine.send('GET', '/api/environments')).body).toMatchObject({ active: 'prod' });
});

it('takes over what another program writes into nexo.json, and never writes over one it cannot read', async () => {
  await engine.deploy(reads);
  const file = join(workspace, 'nexo.json');
  await writeFile(
    file,
    JSON.stringify({ version: 1, kept: true, environments: { dev: { variables: { MODE: 'edited' } } } }),
  );
  await expect.poll(answer, { timeout: 15_000 }).toMatchObject({ mode: 'edited' });
  await writeFile(file, '{ "version": 1, ');
  await expect.poll(answer, { timeout: 15_000 }).toMatchObject({ mode: 'own' });
  const refused = await engine.send('PUT', '/api/environments/dev', { variables: {}, secrets: [] });
  expect(refused).toMatchObject({ status: 500, body: { error: { code: 'STORE_FAILED' } } });
  expect(await readFile(file, 'utf8')).toBe('{ "version": 1, ');
});

it.each([
  [{ name: 'Prod!', variables: {}, secrets: [] }, 'name'],
  [{ name: 'prod', variables: { 'not a name': '' }, secrets: [] }, 'variables.not a name'],
  [{ name: 'prod', variables: { A: '' }, secrets: ['A'] }, 'secrets.0'],
])('refuses %o at %s', async ({ name, ...body }, field) => {
  const refused = await engine.send('PUT', `/api/environments/${encodeURIComponent(name)}`, body);
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'INVALID_INPUT', field } } });
});

it('runs in the environment named at the start and in no other', async () => {
  await engine.send('PUT', '/api/environments/prod', { variables: { MODE: 'prod' }, secrets: [] });
  await engine.deploy(reads);
  await engine.dispose();
  engine = await startEngine({ workspace, flags: { env: 'prod' } });
  expect(await answer()).toMatchObject({ mode: 'prod' });
  const refused = await engine.send('PUT', '/api/environment', { name: 'dev' });
  expect(refused).toMatchObject({ status: 400, body: { error: { field: 'name' } } });
  await engine.dispose();
  await expect(startEngine({ workspace, flags: { env: 'nope' } })).rejects.toThrow('nexo.json has dev, prod');
  engine = await startEngine({ workspace });
});
