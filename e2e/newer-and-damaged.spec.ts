import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Page } from '@playwright/test';

import { callHttp } from './fixtures/http.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { Editor } from './screens/editor.ts';
import { FunctionsScreen } from './screens/functions.ts';

const hello = "function handler() {\n  return 'hello';\n}\n";

test.beforeEach(({ workspace }) => seedFunctions(workspace, [{ name: 'hello', route: '/hello', code: hello }]));

test(
  'a workspace of a newer version is served and not written to; typed text stays',
  { tag: '@g9' },
  async ({ launch, workspace }) => {
    await writeFile(path.join(workspace, 'nexo.json'), '{ "version": 99, "ofTheFuture": true }');
    const before = await textsIn(workspace);
    const studio = await launch();
    const { window } = studio;
    await expect(window.getByText('was written by a newer Nexo Studio and is read-only here')).toBeVisible();
    expect((await callHttp(`${await studio.url()}/fn/hello`)).body).toContain('hello');

    await new FunctionsScreen(window).openFunction('hello');
    const editor = new Editor(studio, 'hello');
    await editor.replaceCode(hello.replace('hello', 'changed'));
    await window.keyboard.press('ControlOrMeta+S');
    const refusal = window.getByRole('alert').filter({ hasText: 'Not saved: The workspace is read-only' });
    await expect(refusal).toContainText('was written by a newer Nexo Studio');
    await look(window, 'newer');
    await expect(editor.savedState).toHaveText(/Unsaved/);
    await expect(editor.lines).toContainText('changed');
    expect(await textsIn(workspace)).toEqual(before);
  },
);

test(
  'what was found damaged is told, its bytes are kept, and mending it is enough',
  { tag: '@g9' },
  async ({ launch, workspace, userData }) => {
    await writeFile(path.join(workspace, 'nexo.json'), '{ "version": ');
    const settings = '{ "theme": "purple", "welcomed": true, "checklistDismissed": true }';
    await writeFile(path.join(userData, 'settings.json'), settings);
    const { window } = await launch();
    await expect(window.getByText('nexo.json is damaged')).toBeVisible();
    await expect(window.getByText('Some settings could not be read')).toBeVisible();
    await look(window, 'damaged');
    expect(await readFile(path.join(userData, 'settings.json.damaged'), 'utf8')).toBe(settings);
    expect(await readFile(path.join(workspace, 'nexo.json'), 'utf8')).toBe('{ "version": ');
    await window.getByRole('button', { name: 'Dismiss' }).click();
    await expect(window.getByText('Some settings could not be read')).toBeHidden();

    await writeFile(path.join(workspace, 'nexo.json'), '{ "version": 1 }');
    await expect(window.getByText('nexo.json is damaged')).toBeHidden();
  },
);

/** What a person has in a workspace: everything but our own state. */
async function textsIn(workspace: string): Promise<Record<string, string>> {
  const found = await readdir(workspace, { recursive: true, withFileTypes: true });
  const files = found
    .filter((one) => one.isFile())
    .map((one) => path.relative(workspace, path.join(one.parentPath, one.name)))
    .filter((file) => !file.startsWith('.nexo/'));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await readFile(path.join(workspace, file), 'utf8')] as const)),
  );
}

/** With `NEXO_LOOK`, pictures in both themes, narrow and wide. */
async function look(window: Page, name: string): Promise<void> {
  const folder = process.env['NEXO_LOOK'];
  if (!folder) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of [1_000, 1_600]) {
      await window.setViewportSize({ width, height: 800 });
      await window.screenshot({ path: `${folder}-${name}-${colorScheme}-${width}.png`, animations: 'disabled' });
    }
  }
}
