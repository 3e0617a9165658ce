import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { defaultPreferences } from '../contract/shell.ts';
import { openSettings } from './settings.ts';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nexo-settings-'));
  file = path.join(folder, 'settings.json');
});
afterEach(() => rm(folder, { recursive: true }));

it('begins with defaults and remembers changes', async () => {
  const settings = await openSettings(file);
  expect(settings.get()).toEqual(defaultPreferences);
  await settings.update({ theme: 'dark', workspace: '/w' });
  expect((await openSettings(file)).get()).toEqual({ ...defaultPreferences, theme: 'dark', workspace: '/w' });
});

it.each(['{ "theme": ', '{ "theme": "purple" }', '[]'])('puts a damaged file aside: %s', async (text) => {
  await writeFile(file, text);
  const settings = await openSettings(file);
  expect(settings.get().theme).toBe('system');
  expect(await readFile(`${file}.damaged`, 'utf8')).toBe(text);
});
