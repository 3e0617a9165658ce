/**
 * What the app is made of: the list that `npm run sbom` prints and the app shows is complete, and nothing in it has a
 * known vulnerability. That is asked of npm's registry before a release; CI may have no network.
 * @module-tag g19
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { root } from '../../scripts/project.ts';
import { askNpm, findingsAmong, type LockFile } from '../../scripts/known-vulnerabilities.ts';
import type { PackageLicence } from '../../scripts/vite-plugin-licences.ts';
import { countCases, isFullLength } from './case-count.ts';

const list = join(root, 'out/renderer/licences.json');

// Built by `npm test`, not for a single file.
describe.runIf(existsSync(list))('what the app is made of', () => {
  let packages: PackageLicence[];
  let lock: LockFile;
  beforeAll(async () => {
    packages = JSON.parse(await readFile(list, 'utf8')) as PackageLicence[];
    lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as LockFile;
  });

  it('is listed: of the engine, of its isolates, of the app, of the page, and what goes along as it is', () => {
    const names = packages.map(({ name }) => name);
    const samples = [
      ['undici', 'pino', 'yauzl'],
      ['whatwg-url', 'web-streams-polyfill', 'node-inspect-extracted', 'buffer', '@exodus/bytes'],
      ['react', 'monaco-editor', '@fontsource-variable/geist'],
      ['electron', 'isolated-vm', 'esbuild', 'node-gyp-build'],
    ];
    expect(names).toEqual(expect.arrayContaining(samples.flat()));
  });

  it('has a version that is installed, and a licence', (context) => {
    const installed = new Set(
      Object.entries(lock.packages).map(([path, { version }]) => `${path.split('node_modules/').pop()}@${version}`),
    );
    const failed = packages.filter((one) => !installed.has(`${one.name}@${one.version}`) || !isPermissive(one.licence));
    expect(failed.map(({ name, version, licence }) => `${name}@${version} ${licence}`)).toEqual([]);
    countCases(context, { passed: packages.length, failed: 0 });
  });

  it.runIf(isFullLength)('has no known vulnerability', { timeout: 60_000 }, async (context) => {
    const shipped = new Set(packages.map(({ name, version }) => `${name}@${version}`));
    expect(findingsAmong(shipped, await askNpm(), lock)).toEqual([]);
    countCases(context, { passed: shipped.size, failed: 0 });
  });
});

/** Nothing of it asks for more than to be named. */
function isPermissive(licence: string): boolean {
  return licence.split(/ (?:OR|AND) |[()]/).every((one) => permissive.has(one));
}

const permissive = new Set([
  '',
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'OFL-1.1',
  'Unlicense',
]);
