import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { ImportPlan, ImportResult } from '../../src/contract/import.ts';
import * as projects from '../import/fixtures/projects.ts';
import { startRegistry, type TestRegistry } from '../packages/registry.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';
import { startNexo, type EndedNexo } from '../support/start-nexo.ts';

const worker: projects.Project = {
  'wrangler.jsonc': `{
  "name": "greeter",
  "routes": ["example.com/greet/*", "example.com/welcome/*"],
  "kv_namespaces": [{ "binding": "SEEN", "id": "1" }]
}
`,
  '.dev.vars': 'API_TOKEN="never leaves its file"\n',
  'package.json': '{ "dependencies": { "tiny": "1.0.0" } }\n',
  'src/index.js': `import { tiny } from 'tiny';
export default { fetch: (request, env) => new Response(tiny + ' ' + (env.API_TOKEN ?? 'nothing')) };
`,
};

let folder: string;
let engine: TestEngine;
let registry: TestRegistry;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nexo-import-cli-'));
  const files = {
    ...Object.fromEntries(Object.entries(worker).map(([path, text]) => [`greeter/${path}`, text])),
    'pets.yaml': projects.openApi,
    'pets.postman.json': projects.postman,
    'site.har': projects.har,
    'notes.txt': 'nothing to import',
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  registry = await startRegistry();
  engine = await startEngine({ workspace: join(folder, 'workspace'), secrets: { API_TOKEN: 'the value' } });
  await writeFile(join(engine.workspace, '.npmrc'), registry.npmrc);
});
afterAll(async () => {
  await Promise.all([engine.dispose(), registry.close()]);
  await rm(folder, { recursive: true, force: true });
});

/** Runs `nexo` beside the engine that has the workspace. */
const nexo = (...args: string[]): Promise<EndedNexo> =>
  startNexo([...args, '--url', engine.url], { cwd: folder, env: { HOME: folder, NO_COLOR: '1' } }).ended;

const functionIds = async (): Promise<string[]> =>
  ((await engine.send('GET', '/api/functions')).body as { id: string }[]).map(({ id }) => id);

describe('nexo import', { timeout: 120_000 }, () => {
  it('shows what it would make, and changes nothing', async () => {
    const shown = await nexo('import', 'greeter', '--dry-run');
    expect(shown).toMatchObject({ code: 0, err: '' });
    expect(shown.out).toMatch(/^greeter {2}GET.* \/greet\/\*.*\n {2}secrets by name: API_TOKEN\n/);
    expect(shown.out).toContain('/welcome/*');
    expect(shown.out).toContain('shared/greeter/src/index.js\n');
    expect(shown.out).toContain('! kv_namespaces (SEEN): there is no KV here (wrangler.jsonc:4)');
    expect(shown.out).toContain('~ "greeter" becomes 2 functions, one for each route');
    const { code, out } = await nexo('import', 'greeter', '--dry-run', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out) as ImportPlan).toMatchObject({ kind: 'cloudflare', functions: [{ key: 'greeter' }, {}] });
    expect(out).not.toContain('never leaves');
    expect(await functionIds()).toEqual([]);
  });

  it('imports a Worker, says what it still needs, and overwrites nothing without being told', async () => {
    const made = await nexo('import', 'greeter');
    expect(made).toMatchObject({ code: 1, out: expect.stringContaining(`${engine.url}/fn/greet/*`) as string });
    expect(made.out).toContain('it does not compile');
    expect(made.err).toContain('To be installed for the workspace: tiny@1.0.0');
    expect(made.err).toContain('"nexo trust greeter greeter-2"');
    const again = await nexo('import', 'greeter');
    expect(again).toMatchObject({ code: 2, out: '' });
    expect(again.err).toMatch(/greeter: there is a function "greeter".*\n {2}greeter-2: .*\n.*--on-conflict/);
    const skipped = await nexo('import', 'greeter', '--on-conflict', 'skip');
    expect(skipped).toMatchObject({ code: 0, out: 'Skipped greeter\nSkipped greeter-2\n' });
  });

  it('installs packages when it is told to, and gives secrets to what is trusted alone', async () => {
    const { code, out, err } = await nexo('import', 'greeter', '--on-conflict', 'replace', '--install', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { functions } = JSON.parse(out) as ImportResult;
    expect(functions.map(({ id, replaced, problem }) => [id, replaced, problem])).toEqual([
      ['greeter', true, null],
      ['greeter-2', true, null],
    ]);
    const greeting = async (): Promise<string> => (await engine.request('/fn/welcome/you')).text();
    expect(await greeting()).toBe('tiny indeed nothing');

    expect((await nexo('list')).out).toMatch(/^greeter .* not trusted\ngreeter-2 .* not trusted\n$/);
    expect(await nexo('trust', 'greeter-2', 'nowhere')).toMatchObject({ code: 2, out: '' });
    expect(await greeting()).toBe('tiny indeed nothing');
    expect(await nexo('trust', 'greeter-2')).toMatchObject({ code: 0, out: 'Trusted greeter-2: it gets API_TOKEN\n' });
    expect(await greeting()).toBe('tiny indeed the value');
    const told = JSON.parse((await nexo('trust', 'greeter', 'greeter-2', '--json')).out) as object[];
    expect(told).toMatchObject([{ id: 'greeter', secrets: ['API_TOKEN'] }, { id: 'greeter-2' }]);
    expect(told[0]).not.toHaveProperty('trusted');
  });

  it('makes functions of a description, and tests of requests', async () => {
    const described = await nexo('import', 'pets.yaml');
    expect(described).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Created pets-pet-id: GET, PUT /) as string,
    });
    const wrote = async (...args: string[]): Promise<string> => {
      const { code, out } = await nexo('import', ...args);
      expect(code).toBe(0);
      return out.replaceAll('functions/pets-pet-id/tests/', '');
    };
    expect(await wrote('site.har')).toBe('Wrote GET pets 8.json\nWrote PUT pets 8.json\n');
    expect(await wrote('pets.postman.json', '--function', 'pets-pet-id')).toMatch(/^Wrote Pets get one\.json\n/);
    expect(await wrote('curl -X PUT https://example.com/pets/9 -d name=Rex')).toBe('Wrote PUT pets 9.json\n');
    expect(await nexo('import', 'pets.postman.json', '--function', 'gone')).toMatchObject({ code: 2 });
  });

  it('imports a bundle beside what is there', async () => {
    const exported = await nexo('export', 'pets-pet-id', '--target', 'nexo', '--out', folder, '--no-verify', '--json');
    const { out: bundle } = JSON.parse(exported.out) as { out: string };
    const renamed = await nexo('import', bundle, '--on-conflict', 'rename');
    expect(renamed).toMatchObject({ code: 0, out: expect.stringMatching(/^Created pets-pet-id-2: /) as string });
    expect(await functionIds()).toEqual(['greeter', 'greeter-2', 'pets-pet-id', 'pets-pet-id-2']);
  });

  it.each([
    [['gone.zip'], 'gone.zip cannot be read'],
    [['notes.txt'], 'nothing that can be imported'],
    [['greeter', '--on-conflict', 'overwrite'], '--on-conflict'],
  ])('%j says what to put right', async (args, message) => {
    expect(await nexo('import', ...args)).toMatchObject({ code: 2, err: expect.stringContaining(message) as string });
  });
});
