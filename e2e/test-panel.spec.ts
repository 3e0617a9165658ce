import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { seedFunctions } from './fixtures/seed-functions.ts';
import { testInOneStudio } from './fixtures/test-in-one-studio.ts';
import { expect } from './fixtures/test.ts';
import { Editor, pasteOver } from './screens/editor.ts';
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

const test = testInOneStudio((workspace) => seedFunctions(workspace, functions));

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

test('a curl command that is pasted becomes the request; a broken one is marked at the field', async ({ studio }) => {
  const { window, app } = studio;
  await new FunctionsScreen(window).openFunction('echo');
  const request = window.getByRole('region', { name: 'Request' });
  const address = request.getByRole('textbox', { name: 'Path and query' });
  const paste = (text: string) => pasteOver(studio, address, text);
  await paste("curl 'http://127.0.0.1:3000/fn/echo -d a");
  await expect(request.getByRole('alert')).toContainText('A quote in the curl command is not closed');
  await paste(`curl 'http://127.0.0.1:3000/fn/echo?a=1' \\\n  -u ada:secret -H 'x-a: 1' --json '{"name":"Ada"}'`);
  await expect(address).toHaveValue('/echo?a=1');
  await expect(request.getByRole('combobox', { name: 'Method' })).toHaveText('POST');
  await expect(request.getByRole('textbox', { name: 'Body' })).toHaveValue('{"name":"Ada"}');
  await request.getByRole('tab', { name: 'Query' }).click();
  await request.getByRole('textbox', { name: 'Name' }).last().fill('b');
  await request.getByRole('textbox', { name: 'Value' }).nth(1).fill('x y');
  await expect(address).toHaveValue('/echo?a=1&b=x+y');
  await request.getByRole('tab', { name: 'Auth' }).click();
  await expect(request.getByRole('textbox', { name: 'User' })).toHaveValue('ada');
  await request.getByRole('button', { name: 'Copy as fetch' }).click();
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toContain('["authorization","Basic ');

  await test.step('nothing is sent while a part of it is wrong: the keys lead to its field', async () => {
    const editor = new Editor(studio, 'echo');
    await address.fill('/echo?a=1 2');
    await window.keyboard.press('ControlOrMeta+Enter');
    await expect(address).toHaveAccessibleDescription(/A path has no spaces/);
    await address.fill('/echo?a=1');
    await request.getByRole('tab', { name: 'Headers' }).click();
    const name = request.getByRole('combobox', { name: 'Header name' }).first();
    await name.fill('bad name');
    await request.getByRole('tab', { name: 'Body' }).click();
    await window.getByRole('tab', { name: 'Tests' }).click();
    await editor.run();
    await expect(name).toBeFocused();
    await expect(name).toHaveAccessibleDescription(/letters, digits and dashes/);
    await name.fill('x-mended');
    await editor.run();
    await expect(editor.summary).toContainText('200');
    await expect(editor.calls.filter({ hasText: '/echo?a=1' })).toHaveCount(1);
  });
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
