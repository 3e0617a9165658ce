import { expect, test } from 'vitest';

import { readPackageTypes } from './package-types.ts';

/** What is read for an import in a workspace of these files. */
async function pathsFor(specifier: string, texts: Record<string, string>, folder = 'functions/app'): Promise<string[]> {
  const found = await readPackageTypes({ read: async (path) => texts[path] }, folder, specifier);
  return found.map(({ path }) => path).toSorted();
}

const lib = 'node_modules/lib';

test('types are found by exports, and what they refer to with them', async () => {
  const exports = { '.': { import: { types: './d/index.d.mts', default: './index.mjs' } }, './sub': './sub.js' };
  const texts = {
    [`${lib}/package.json`]: JSON.stringify({ name: 'lib', exports }),
    [`${lib}/d/index.d.mts`]: "export * from './more.mjs'; import type { A } from 'other'; import 'node:fs';",
    [`${lib}/d/more.d.mts`]: "/// <reference types='node' />",
    [`${lib}/sub.d.ts`]: '',
    [`${lib}/unrelated.d.ts`]: '',
    'node_modules/other/package.json': '{ "types": "types" }',
    'node_modules/other/types.d.ts': '',
    'node_modules/@types/node/package.json': '{}',
    'node_modules/@types/node/index.d.ts': '',
  };
  expect(await pathsFor('lib', texts)).toEqual([
    `${lib}/d/index.d.mts`,
    `${lib}/d/more.d.mts`,
    `${lib}/package.json`,
    'node_modules/other/package.json',
    'node_modules/other/types.d.ts',
  ]);
  expect(await pathsFor('lib/sub', texts)).toEqual([`${lib}/package.json`, `${lib}/sub.d.ts`]);
  expect(await pathsFor('lib/hidden', texts)).toEqual([]);
});

test('a package of the function goes before one of the workspace, and @types stand for a package without types', async () => {
  const own = 'functions/app/node_modules/lib';
  const texts = {
    [`${lib}/package.json`]: '{}',
    [`${lib}/index.d.ts`]: '',
    [`${own}/package.json`]: '{ "main": "lib.js" }',
    [`${own}/lib.d.ts`]: '',
    'node_modules/@a/bare/package.json': '{ "main": "index.js" }',
    'node_modules/@types/a__bare/package.json': '{}',
    'node_modules/@types/a__bare/index.d.ts': '',
  };
  expect(await pathsFor('lib', texts)).toEqual([`${own}/lib.d.ts`, `${own}/package.json`]);
  expect(await pathsFor('lib', texts, '')).toEqual([`${lib}/index.d.ts`, `${lib}/package.json`]);
  expect(await pathsFor('@a/bare', texts)).toContain('node_modules/@types/a__bare/index.d.ts');
  expect(await pathsFor('missing', texts)).toEqual([]);
});

test('a package with more types than the editor can take has none', async () => {
  const texts: Record<string, string> = { [`${lib}/package.json`]: '{}', [`${lib}/index.d.ts`]: '' };
  for (let index = 0; index < 900; index += 1) {
    texts[`${lib}/index.d.ts`] += `export * from './part${index}';\n`;
    texts[`${lib}/part${index}.d.ts`] = '';
  }
  expect(await pathsFor('lib', texts)).toEqual([]);
});

test('nothing outside of the workspace is asked for', async () => {
  const asked: string[] = [];
  const read = async (path: string) => {
    asked.push(path);
    return path === 'node_modules/evil/package.json' ? '{ "types": "../../../../etc/passwd.d.ts" }' : undefined;
  };
  await readPackageTypes({ read }, '', 'evil');
  expect(asked.filter((path) => path.startsWith('..'))).toEqual([]);
});
