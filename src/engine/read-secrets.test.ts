import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { ConfigError } from './config.ts';
import { readSecrets } from './read-secrets.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nexo-secrets-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(text: string, mode = 0o600): Promise<string> {
  const file = join(folder, 'secrets.env');
  await writeFile(file, text);
  await chmod(file, mode);
  return file;
}

function read(file?: string, env: Record<string, string> = {}) {
  const warnings: string[] = [];
  return { values: readSecrets(file, env, (message) => warnings.push(message)), warnings };
}

it('reads a file of dotenv lines; the environment wins, and empty is none', async () => {
  const file = await fileOf('# comment\nA=1\nexport B="two\nlines"\nC=\nD=file\n');
  const env = { NEXO_SECRET_D: 'env', NEXO_SECRET_E: 'e', NEXO_SECRET_F: '', NEXO_SECRETS: file, OTHER: 'x' };
  expect(read(file, env)).toEqual({ values: { A: '1', B: 'two\nlines', D: 'env', E: 'e' }, warnings: [] });
  expect(read()).toEqual({ values: {}, warnings: [] });
});

it.skipIf(process.platform === 'win32')('warns of a file that others can read', async () => {
  const file = await fileOf('A=1', 0o640);
  expect(read(file)).toEqual({ values: { A: '1' }, warnings: [expect.stringContaining(`"chmod 600"`)] });
});

it('refuses a file that cannot be read', () => {
  const file = join(folder, 'nowhere.env');
  expect(() => read(file)).toThrow(ConfigError);
  expect(() => read(file)).toThrow(`the secrets file ${file} cannot be read: it is not there`);
  expect(() => read(folder)).toThrow(ConfigError);
});
