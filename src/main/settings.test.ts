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

it.each(['{ "theme": ', '', 'null', '[]', '{ "theme": "dark" }\0'])(
  'keeps the bytes of a file that cannot be read beside it: %s',
  async (text) => {
    await writeFile(file, text);
    const settings = await openSettings(file);
    expect(settings.get()).toEqual(defaultPreferences);
    expect(settings.damage).toEqual({ reason: expect.any(String), kept: `${file}.damaged` });
    await settings.update({ theme: 'light' });
    expect((await openSettings(file)).get().theme).toBe('light');
    expect(await readFile(`${file}.damaged`, 'utf8')).toBe(text);
  },
);

it('keeps every setting that can be read, and what a newer version wrote', async () => {
  await writeFile(file, '{ "theme": "purple", "editorFontSize": 20, "later": [1] }');
  const settings = await openSettings(file);
  expect(settings.get()).toMatchObject({ theme: 'system', editorFontSize: 20 });
  expect(settings.damage?.reason).toMatch(/^"theme": /);
  await settings.update({ language: 'zh-CN' });
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ theme: 'system', later: [1], editorFontSize: 20 });
});
