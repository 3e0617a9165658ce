/** @module-tag g6 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { methodSchema } from '../../src/contract/function.ts';
import { runExport } from '../bundles/export.ts';
import { countCases, lengthOf } from '../safety/case-count.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';
import { runImport } from './run-import.ts';

let folder: string;
let from: TestEngine;
let into: TestEngine;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nexo-round-trip-'));
  // A bundle of several functions is called as the workspace is.
  from = await startEngine({ workspace: join(folder, 'from/shop') });
  into = await startEngine({ workspace: join(folder, 'into/shop') });
});
afterAll(async () => {
  await Promise.all([from.dispose(), into.dispose()]);
  await rm(folder, { recursive: true, force: true });
});

const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,12}$/);
const fileName = fc.stringMatching(/^[a-z][a-z0-9 ]{0,10}[a-z]$/);
const someFunction = fc.record({
  name: text.filter((one) => one.trim() !== '' && !/\p{Cc}/u.test(one)),
  methods: fc.subarray(methodSchema.options, { minLength: 1 }),
  language: fc.constantFrom('javascript', 'typescript'),
  limits: fc.record(
    { cpuMs: fc.integer({ min: 1, max: 1_000 }), heapMb: fc.integer({ min: 8, max: 512 }) },
    { requiredKeys: [] },
  ),
  env: fc.dictionary(name, text, { maxKeys: 4 }),
  // No variable may have the name of a secret.
  secrets: fc.uniqueArray(
    name.map((one) => `SECRET_${one}`),
    { maxLength: 3 },
  ),
  says: text,
  files: fc.dictionary(fileName, text, { maxKeys: 2 }),
  tests: fc.dictionary(fileName, text, { maxKeys: 2 }),
});
const project = fc.record({ shared: text, functions: fc.array(someFunction, { minLength: 1, maxLength: 3 }) });
type Project = typeof project extends fc.Arbitrary<infer Value> ? Value : never;

it('what is exported and imported exports to the same bytes', { timeout: 900_000 }, async (context) => {
  const numRuns = lengthOf({ short: 8, full: 500 });
  const property = fc.asyncProperty(project, async (one) => {
    try {
      const ids = await make(one);
      const bytes = await exported(from, ids);
      const { result, error } = await runImport(into, {
        source: { type: 'zip', name: 'shop.nexo.zip', base64: bytes },
      });
      expect(error).toBeUndefined();
      expect(result?.functions.map(({ id, problem }) => [id, problem])).toEqual(ids.map((id) => [id, null]));
      expect(await exported(into, ids)).toBe(bytes);
    } finally {
      await clear(from);
      await clear(into);
    }
  });
  await fc.assert(property, { numRuns, seed: 20_261_127 });
  countCases(context, { passed: numRuns, failed: 0 });
});

/** Makes the project as a person would; its functions' ids, in order. */
async function make({ shared, functions }: Project): Promise<string[]> {
  await save('POST', '/api/files', {
    path: 'shared/said.js',
    text: `export const shared = ${JSON.stringify(shared)};\n`,
  });
  const ids: string[] = [];
  for (const [index, { says, files, tests, ...draft }] of functions.entries()) {
    const code = `import { shared } from 'shared/said';\nexport function handler() { return shared + ${JSON.stringify(says)}; }\n`;
    const { id } = await from.deploy({ ...draft, route: `/${index}/:id`, code });
    for (const [file, content] of Object.entries(files))
      await save('POST', '/api/files', { path: `functions/${id}/${file}.txt`, text: content });
    for (const [test, description] of Object.entries(tests)) {
      await save('PUT', `/api/functions/${id}/tests/${encodeURIComponent(test)}`, {
        test: { description, request: { method: 'GET' } },
      });
    }
    ids.push(id);
  }
  return ids.toSorted();
}

async function save(method: string, path: string, body: object): Promise<void> {
  const answer = await from.send(method, path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
}

async function exported(engine: TestEngine, functions: readonly string[]): Promise<string> {
  const { bundle, error } = await runExport(engine, { functions: [...functions], target: 'nexo', verify: false });
  if (bundle === undefined) throw new Error(JSON.stringify(error));
  return bundle.zip;
}

async function clear(engine: TestEngine): Promise<void> {
  const { body } = await engine.send('GET', '/api/functions');
  for (const { id } of body as { id: string }[]) await engine.send('DELETE', `/api/functions/${id}`);
  await engine.send('DELETE', '/api/files/shared/said.js');
}
