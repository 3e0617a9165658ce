import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { Editor } from './screens/editor.ts';
import { FunctionsScreen } from './screens/functions.ts';

const functions = [
  {
    name: 'echo',
    route: '/echo',
    code: 'export default { fetch: async (request) => new Response(await request.text()) };\n',
  },
  {
    name: 'busy',
    route: '/busy',
    code: 'function handler() {\n  const end = Date.now() + 400;\n  while (Date.now() < end);\n  return "done";\n}\n',
  },
  {
    name: 'slow',
    route: '/slow',
    code: 'async function handler() {\n  await new Promise((resolve) => setTimeout(resolve, 25_000));\n}\n',
  },
];

test.beforeEach(({ workspace }) => seedFunctions(workspace, functions));

test('a body is checked while it is typed and copied as curl for the gateway', async ({ studio }) => {
  const { window, app } = studio;
  await new FunctionsScreen(window).openFunction('echo');
  const editor = new Editor(studio, 'echo');
  await expect(editor.lines).toContainText('fetch');
  const request = window.getByRole('region', { name: 'Request' });
  await request.getByRole('combobox', { name: 'Method' }).click();
  await window.getByRole('option', { name: 'POST' }).click();
  const body = request.getByRole('textbox', { name: 'Body' });
  await body.fill('{"name": ');
  await expect(request.getByRole('alert')).toContainText('Not valid JSON');
  await body.fill('{"name":"Ada"}');
  await expect(request.getByRole('alert')).toHaveCount(0);
  await request.getByRole('button', { name: 'Copy as curl' }).click();
  const url = await studio.url();
  await expect
    .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe(`curl '${url}/fn/echo' \\\n  -H 'content-type: application/json' \\\n  --data-raw '{"name":"Ada"}'`);
});

test('raising the limit from the card saves it and runs again', async ({ studio }) => {
  const { window } = studio;
  await new FunctionsScreen(window).openFunction('busy');
  const editor = new Editor(studio, 'busy');
  await expect(editor.lines).toContainText('Date.now');
  await editor.run();
  const card = editor.response.getByRole('alert', { name: /CPU limit 50 ms/ });
  await card.getByRole('button', { name: 'Raise the limit' }).click();
  await card.getByRole('textbox', { name: 'New CPU limit' }).fill('2000');
  await card.getByRole('button', { name: 'Set and run again' }).click();
  await expect(editor.summary).toContainText('200');
  await expect(editor.response).toContainText('done');
});

test('a run that takes long can be cancelled', async ({ studio }) => {
  const { window } = studio;
  await new FunctionsScreen(window).openFunction('slow');
  const editor = new Editor(studio, 'slow');
  await expect(editor.lines).toContainText('setTimeout');
  await editor.run();
  await editor.response.getByRole('button', { name: 'Stop' }).click();
  await expect(editor.response).toContainText('The run was cancelled');
});

test('when a file changes under unsaved text, the person decides', async ({ studio, workspace }) => {
  const { window } = studio;
  await new FunctionsScreen(window).openFunction('echo');
  const editor = new Editor(studio, 'echo');
  await editor.replaceCode("export default { fetch: () => new Response('mine') };\n");
  await expect(editor.savedState).toHaveText(/Unsaved/);
  const file = path.join(workspace, 'functions/echo/index.js');
  await writeFile(file, "export default { fetch: () => new Response('theirs') };\n");

  const bar = window.getByRole('alert').filter({ hasText: 'changed on disk' });
  await bar.getByRole('button', { name: 'Compare' }).click();
  const dialog = window.getByRole('dialog', { name: 'Your text and the file on disk' });
  await expect(dialog).toContainText('theirs');
  await expect(dialog).toContainText('mine');
  await dialog.getByRole('button', { name: 'Take theirs' }).click();
  await expect(editor.lines).toContainText('theirs');
  await expect(editor.savedState).toHaveText(/Live/);
});
