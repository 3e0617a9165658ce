import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { Editor } from './screens/editor.ts';
import { Frame } from './screens/frame.ts';
import { FunctionsScreen } from './screens/functions.ts';

const functions = [{ name: 'hello', route: '/hello', code: "function handler() {\n  return 'hello';\n}\n" }];

test('everything can be found in the palette and done by keys, chosen ones too, from within the code', async ({
  launch,
  workspace,
  userData,
}) => {
  await seedFunctions(workspace, functions);
  const chosen = { welcomed: true, checklistDismissed: true, keybindings: { 'function.run': ['F9'] } };
  await writeFile(path.join(userData, 'settings.json'), JSON.stringify(chosen));
  const studio = await launch();
  const { window } = studio;
  await studio.url();
  await new FunctionsScreen(window).openFunction('hello');
  const editor = new Editor(studio, 'hello');
  await editor.input.focus();
  await expect(editor.input).toBeFocused();

  await window.keyboard.press('ControlOrMeta+K');
  const palette = window.getByRole('dialog', { name: 'All commands' });
  await expect(palette.getByRole('option', { name: /Run what is in the editor/ })).toContainText('F9');
  await window.keyboard.type('dark th');
  await expect(palette.getByRole('option')).toHaveCount(1);
  await window.keyboard.press('Enter');
  await expect(palette).toHaveCount(0);
  await expect(window.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(editor.input).toBeFocused();

  await window.keyboard.press('ControlOrMeta+Shift+P');
  await expect(palette.getByRole('option').first()).toHaveText(/Dark theme/);
  await window.keyboard.press('Escape');
  await expect(editor.input).toBeFocused();

  await new Frame(window).command('Copy the request as curl');
  await expect.poll(() => studio.app.evaluate(({ clipboard }) => clipboard.readText())).toMatch(/^curl .*\/fn\/hello/);
  await new Frame(window).command('Tests of this function');
  await expect(window.getByRole('region', { name: 'Tests' })).toBeVisible();
  await new Frame(window).command('Burst of requests');
  await expect(window.getByRole('region', { name: 'Burst' })).toBeVisible();
  await window.keyboard.press('ControlOrMeta+J');
  await expect(window.getByRole('button', { name: 'Show what is below' })).toBeVisible();
  await window.keyboard.press('ControlOrMeta+J');
  await editor.input.focus();

  await window.keyboard.press('F9');
  await expect(editor.calls).toHaveCount(1);
  // The keys it had are the editor's own again: a new line, and no run.
  await window.keyboard.press('ControlOrMeta+Enter');
  await window.keyboard.press('F9');
  await expect(editor.calls).toHaveCount(2);

  // A question mark is text in the code and a command elsewhere.
  await window.keyboard.type('?');
  await expect(editor.lines).toContainText('?');
  await window.keyboard.press('Alt+1');
  await window.keyboard.press('?');
  await expect(window.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('New function…');
});

test('a link shows a function, and nothing else can be asked by one', async ({ launch, workspace }) => {
  await seedFunctions(workspace, functions);
  const opens = ['nexo://open?function=hello&run=1', 'nexo://open?function=hello'];
  const { window } = await launch({ opens });
  await expect(window.getByRole('heading', { name: 'hello', exact: true })).toBeVisible();
  await expect(window.getByText('No calls yet')).toBeVisible();

  await new Frame(window).command('Switch workspace');
  const workspaces = window.getByRole('dialog', { name: 'Switch workspace…' });
  await expect(workspaces.getByRole('option').first()).toContainText(workspace);
});
