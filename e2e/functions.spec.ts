import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import { callHttp } from './fixtures/http.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { Editor } from './screens/editor.ts';
import { Frame } from './screens/frame.ts';
import { FunctionsScreen } from './screens/functions.ts';

const functions = [
  { name: 'alpha', route: '/alpha', code: "import { name } from './name.js';\nexport default () => name;\n" },
  { name: 'beta', route: '/beta', code: "function handler() {\n  return 'beta';\n}\n" },
  { name: 'gamma', route: '/gamma', code: "function handler() {\n  return 'gamma';\n}\n" },
];

test.beforeEach(async ({ workspace }) => {
  await seedFunctions(workspace, functions);
  await writeFile(path.join(workspace, 'functions/alpha/name.js'), "export const name = 'alpha, whole';\n");
});

test('a deleted function comes back with every file of its folder', async ({ studio, workspace }) => {
  const { window } = studio;
  const screen = new FunctionsScreen(window);
  await screen.open();
  await screen.row('alpha').getByRole('button', { name: 'Actions for alpha' }).click();
  await window.getByRole('menuitem', { name: 'Delete' }).click();
  await window.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(screen.rows).toHaveCount(2);
  expect(await readdir(path.join(workspace, 'functions'))).toEqual(['beta', 'gamma']);
  await window.getByRole('button', { name: 'Undo' }).click();
  await expect(screen.row('alpha')).toBeVisible();
  expect(await callHttp(`${await studio.url()}/fn/alpha`)).toMatchObject({ status: 200, body: '"alpha, whole"' });
});

test('code that another program broke is shown with its file and line until it is mended', async ({
  studio,
  workspace,
}) => {
  const { window } = studio;
  const screen = new FunctionsScreen(window);
  await screen.openFunction('beta');
  const editor = new Editor(studio, 'beta');
  await expect(editor.lines).toContainText('beta');
  const file = path.join(workspace, 'functions/beta/index.js');
  await writeFile(file, 'function handler() {\n  return (;\n}\n');

  const bar = window.getByRole('alert').filter({ hasText: 'does not compile' });
  await expect(bar).toContainText('functions/beta/index.js:2');
  await expect(bar.getByRole('button', { name: 'Go to line 2' })).toBeVisible();
  const list = window.getByRole('navigation', { name: 'Functions' });
  await expect(list.getByRole('treeitem', { name: /beta/ }).getByRole('img')).toHaveAccessibleName('Does not compile');
  await screen.open();
  await expect(screen.row('beta')).toContainText('functions/beta/index.js:2');

  await writeFile(file, "function handler() {\n  return 'mended';\n}\n");
  await expect(screen.row('beta')).not.toContainText('Does not compile');
  expect((await callHttp(`${await studio.url()}/fn/beta`)).body).toBe('"mended"');
});

test('a problem in another file is told, not marked in the open one, and a click away', async ({
  studio,
  workspace,
}) => {
  const { window } = studio;
  await new FunctionsScreen(window).openFunction('alpha');
  await expect(new Editor(studio, 'alpha').lines).toContainText('name');
  expect((await callHttp(`${await studio.url()}/fn/alpha`)).status).toBe(200);
  await writeFile(path.join(workspace, 'functions/alpha/name.js'), '\nexport const name = ;\n');
  const bar = window.getByRole('alert').filter({ hasText: 'does not compile' });
  await expect(bar).toContainText('functions/alpha/name.js:2');
  await expect(window.locator('.squiggly-error')).toHaveCount(0);
  await bar.getByRole('button', { name: 'Go to line 2' }).click();
  await expect(window.getByRole('textbox', { name: /functions\/alpha\/name\.js/ })).toBeFocused();
  await expect(window.locator('.squiggly-error').first()).toBeVisible();
});

test('the list is walked with the keyboard, and stands behind a button in a narrow window', async ({ studio }) => {
  const { app, window } = studio;
  await new FunctionsScreen(window).openFunction('alpha');
  await expect(new Editor(studio, 'alpha').lines).toContainText('name');
  const list = window.getByRole('navigation', { name: 'Functions' });
  const row = (name: RegExp) => list.getByRole('treeitem', { name });
  await list.getByRole('searchbox').focus();
  await window.keyboard.press('ArrowDown');
  await expect(row(/index\.js/)).toBeFocused();
  await window.keyboard.press('ArrowLeft');
  await expect(row(/alpha/)).toBeFocused();
  await window.keyboard.press('End');
  await expect(row(/shared/)).toBeFocused();
  await window.keyboard.press('b');
  await expect(row(/beta/)).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { name: 'beta' })).toBeVisible();

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1000, 720));
  await expect(list).toHaveCount(0);
  await window.getByRole('button', { name: 'Switch function' }).click();
  await window.keyboard.type('gam');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { name: 'gamma' })).toBeVisible();
  await expect(list).toHaveCount(0);
});

test('a binding is made in the settings; a template whose packages cannot be had makes nothing, and says so', async ({
  studio,
  workspace,
}) => {
  const { window } = studio;
  const screen = new FunctionsScreen(window);
  await screen.open();
  await screen.row('gamma').getByRole('button', { name: 'Actions for gamma' }).click();
  await window.getByRole('menuitem', { name: 'Settings…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Settings of gamma' });
  await dialog.getByRole('button', { name: 'Add binding' }).click();
  await dialog.getByRole('textbox', { name: 'Binding name' }).fill('BETA');
  await dialog.getByRole('combobox', { name: 'Function' }).click();
  await window.getByRole('option', { name: 'beta' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  const stored = await callHttp(`${await studio.url()}/api/functions/gamma`);
  expect(JSON.parse(stored.body)).toMatchObject({ bindings: { BETA: { function: 'beta' } } });

  await writeFile(path.join(workspace, '.npmrc'), 'registry=http://127.0.0.1:9/\nfetch-retries=0\n');
  await new Frame(window).newFunction.click();
  const create = window.getByRole('dialog', { name: 'New function' });
  await create.getByRole('radio', { name: /Hono router/ }).click();
  const route = create.getByRole('textbox', { name: 'Route' });
  await route.fill('/shop/*/more');
  await create.getByRole('button', { name: 'Install and create' }).click();
  await expect(create).toContainText('has to be the last character');
  await route.fill('/shop/*');
  await create.getByRole('button', { name: 'Install and create' }).click();
  await expect(create.getByRole('alert')).toContainText('Nothing was created');
  await expect(create).toContainText('127.0.0.1:9');
  expect(await readdir(path.join(workspace, 'functions'))).not.toContain('hono-router');
  await window.keyboard.press('Escape');

  await test.step('what npm does in the app is seen, and stopped when the person has waited long enough', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    await writeFile(path.join(workspace, 'functions/gamma/.npmrc'), `registry=http://127.0.0.1:${port}/\n`);
    await screen.openFunction('gamma');
    await expect(new Editor(studio, 'gamma').lines).toContainText('gamma');
    await new Frame(window).command('Packages of this function');
    const packages = window.getByRole('region', { name: 'Packages' });
    await packages.getByRole('textbox').fill('left-pad');
    await packages.getByRole('button', { name: 'Add', exact: true }).click();
    await once(silent, 'request');
    await expect(packages.getByRole('status')).toHaveText('npm is at work…');
    await packages.getByRole('button', { name: 'Stop' }).click();
    await expect(packages.getByRole('status')).toContainText('Stopped.');
    silent.closeAllConnections();
    silent.close();
  });
});

test('a prepared request is there after a restart, a file as its body included', async ({ launch, workspace }) => {
  const code = 'export default { fetch: async (request) => Response.json([...await request.bytes()]) };\n';
  await seedFunctions(workspace, [{ name: 'bytes', route: '/bytes', methods: ['POST'], code }]);
  await mkdir(path.join(workspace, 'files'), { recursive: true });
  const first = await launch();
  await first.url();
  await new FunctionsScreen(first.window).openFunction('bytes');
  const request = first.window.getByRole('region', { name: 'Request' });
  await request.getByRole('textbox', { name: 'Path and query' }).fill('/bytes?kept=1');
  await request.getByRole('combobox', { name: 'Content type' }).click();
  await first.window.getByRole('option', { name: 'A file' }).click();
  const file = { name: 'raw.bin', mimeType: '', buffer: Buffer.from([0, 255, 128]) };
  await request.locator('input[type=file]').setInputFiles(file);
  await expect(request).toContainText('raw.bin');
  await expect(request).toContainText('3 B');
  await request.getByRole('button', { name: 'Send' }).click();
  await expect(new Editor(first, 'bytes').response).toContainText('255');
  await first.close();

  const again = await launch();
  await new Frame(again.window).open('Functions');
  await new FunctionsScreen(again.window).openFunction('bytes');
  const kept = again.window.getByRole('region', { name: 'Request' });
  await expect(kept.getByRole('textbox', { name: 'Path and query' })).toHaveValue('/bytes?kept=1');
  await expect(kept).toContainText('raw.bin');
});
