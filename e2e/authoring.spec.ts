import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Locator, Page } from '@playwright/test';

import { recordAnnouncements } from './fixtures/announcements.ts';
import { callHttp } from './fixtures/http.ts';
import { keptIn } from './fixtures/kept-in.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { Editor, pasteOver } from './screens/editor.ts';
import { Frame } from './screens/frame.ts';
import { FunctionsScreen } from './screens/functions.ts';

const files: Record<string, string> = {
  'functions/shop/lib/price.js': 'export const price = 3;\n',
  'shared/money.js': "export const euro = (amount) => amount + ' EUR';\n",
};

test.beforeEach(async ({ workspace }) => {
  await seedFunctions(workspace, [
    {
      name: 'shop',
      route: '/shop',
      code: "import { price } from './lib/price';\nimport { euro } from 'shared/money';\n\nexport function handler() {\n  return euro(price);\n}\n",
    },
    { name: 'broken', route: '/broken', code: "import { none } from './none';\nexport const handler = none;\n" },
    { name: 'cart', route: '/cart', code: "export const handler = () => 'cart';\n" },
  ]);
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(workspace, file)), { recursive: true });
    await writeFile(path.join(workspace, file), text);
  }
});

const tree = (window: Page): Locator => window.getByRole('tree', { name: 'Functions' });
const row = (window: Page, name: RegExp | string): Locator => tree(window).getByRole('treeitem', { name });
const fileLists = (window: Page): Locator => window.getByRole('list', { name: 'Open files' });
const tabs = (window: Page): Locator => fileLists(window).getByRole('listitem');

/** Takes back what was done last. */
const undo = (window: Page): Promise<void> => window.getByRole('button', { name: 'Undo' }).last().click();

test('several files are edited, run together unsaved, and served once they are saved', async ({
  studio,
  workspace,
}) => {
  const { window } = studio;
  await new FunctionsScreen(window).openFunction('shop');
  const editor = new Editor(studio, 'shop');
  await expect(editor.lines).toContainText('euro(price)');
  await row(window, /^lib/).click();
  await row(window, /price\.js/).click();
  await expect(tabs(window)).toHaveCount(1);
  await pasteOver(
    studio,
    studio.window.getByRole('textbox', { name: 'functions/shop/lib/price.js' }),
    'export const price = 40;\n',
  );
  await window.keyboard.press('ControlOrMeta+P');
  await window.keyboard.type('mony');
  await window.keyboard.press('Enter');
  await pasteOver(
    studio,
    studio.window.getByRole('textbox', { name: 'shared/money.js' }),
    "export const euro = (amount) => amount + ' unsaved EUR';\n",
  );
  await expect(tabs(window)).toHaveCount(2);
  await editor.run();
  await expect(editor.response).toContainText('40 unsaved EUR');
  expect((await callHttp(`${await studio.url()}/fn/shop`)).body).toBe('"3 EUR"');

  await window.keyboard.press('ControlOrMeta+\\');
  await expect(window.getByRole('region', { name: 'Code on the right' })).toBeVisible();
  await window.keyboard.press('ControlOrMeta+Alt+S');
  await expect(editor.savedState).toHaveText(/Live/);
  expect((await callHttp(`${await studio.url()}/fn/shop`)).body).toBe('"40 unsaved EUR"');
  expect(await readFile(path.join(workspace, 'functions/shop/lib/price.js'), 'utf8')).toBe(
    'export const price = 40;\n',
  );

  await window.keyboard.press('ControlOrMeta+W');
  await expect(window.getByRole('region', { name: 'Code on the right' })).toHaveCount(0);
  await window.keyboard.press('ControlOrMeta+W');
  await expect(tabs(window)).toHaveCount(1);
  await window.keyboard.press('ControlOrMeta+Shift+T');
  await expect(tabs(window)).toHaveCount(2);
});

test('files are made, renamed, deleted and brought back in the tree', async ({ studio, workspace }) => {
  const { window } = studio;
  await new FunctionsScreen(window).openFunction('shop');
  await window.getByRole('button', { name: 'New file…' }).click();
  const name = window.getByRole('textbox', { name: 'Name of the new file' });
  await name.fill('lib/price.js');
  await expect(window.getByRole('alert').filter({ hasText: 'already' })).toBeVisible();
  await name.fill('util/tax.js');
  await name.press('Enter');
  await expect(window.getByRole('textbox', { name: 'functions/shop/util/tax.js' })).toBeFocused();
  await row(window, /tax\.js/).press('F2');
  await window.getByRole('textbox', { name: 'New name of tax.js' }).fill('vat.js');
  await window.keyboard.press('Enter');
  await expect(tabs(window).filter({ hasText: 'vat.js' })).toBeVisible();
  await row(window, /vat\.js/).press('Delete');
  await expect(row(window, /vat\.js/)).toHaveCount(0);
  await undo(window);
  const restored = path.join(workspace, 'functions/shop/util/vat.js');
  await expect.poll(() => readFile(restored, 'utf8').catch(() => 'not there yet')).toBe('');

  const entry = path.join(workspace, 'functions/shop/index.js');
  await row(window, /^lib/).click();
  await row(window, /price\.js/).press('F2');
  await window.getByRole('textbox', { name: 'New name of price.js' }).fill('cost.js');
  await window.keyboard.press('Enter');
  await expect(window.getByText('The imports of 1 file follow.').first()).toBeVisible();
  expect(await readFile(entry, 'utf8')).toContain("from './lib/cost'");
  await expect.poll(async () => (await callHttp(`${await studio.url()}/fn/shop`)).body).toBe('"3 EUR"');
  await undo(window);
  await expect.poll(() => readFile(entry, 'utf8')).toContain("from './lib/price'");

  await row(window, /shop/).press('F2');
  const dialog = window.getByRole('dialog', { name: 'Rename shop' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('store');
  await expect(dialog.getByRole('checkbox')).toBeChecked();
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(window.getByRole('heading', { name: 'store' })).toBeVisible();
  expect((await callHttp(`${await studio.url()}/fn/store`)).body).toBe('"3 EUR"');
  expect((await callHttp(`${await studio.url()}/fn/shop`)).status).toBe(404);
});

test('text is found in all files and replaced, which can be undone; problems lead to their place', async ({
  studio,
  workspace,
}) => {
  const { window } = studio;
  await new FunctionsScreen(window).openFunction('shop');
  await expect(new Editor(studio, 'shop').lines).toContainText('euro(price)');
  await window.keyboard.press('ControlOrMeta+Shift+F');
  await window.keyboard.type('euro');
  const found = window.getByRole('tree', { name: 'Find' });
  await expect(window.getByRole('status').filter({ hasText: '3 in 2 files' })).toBeVisible();
  await window.getByRole('button', { name: 'Replace', exact: true }).click();
  await window.getByRole('textbox', { name: 'Replace with' }).fill('dollar');
  await expect(found).toContainText('dollar');
  await window.getByRole('button', { name: 'Replace all' }).click();
  await expect(window.getByText('3 replaced in 2 files', { exact: true })).toBeVisible();
  expect(await readFile(path.join(workspace, 'shared/money.js'), 'utf8')).toContain('const dollar');
  expect((await callHttp(`${await studio.url()}/fn/shop`)).body).toBe('"3 EUR"');
  await window.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => readFile(path.join(workspace, 'shared/money.js'), 'utf8')).toBe(files['shared/money.js']);

  await window.getByRole('tab', { name: /Problems/ }).click();
  await window.getByRole('button', { name: 'Check all functions' }).click();
  await window
    .getByRole('tree', { name: 'Problems' })
    .getByRole('treeitem', { name: /Cannot import/ })
    .click();
  const broken = window.getByRole('textbox', { name: 'Code of broken' });
  await expect(broken).toBeFocused();

  await window.keyboard.press('Alt+1');
  await window
    .getByRole('contentinfo')
    .getByRole('button', { name: /^Problems: 1 error/ })
    .click();
  await expect(window.getByRole('tab', { name: /Problems/ })).toHaveAttribute('aria-selected', 'true');
  await window.keyboard.press('F8');
  await expect(broken).toBeFocused();
});

test('tabs, split, cursor and unsaved text outlive a crash, and what changed meanwhile is taken up or asked about', async ({
  launch,
  workspace,
}) => {
  const tax = path.join(workspace, 'shared/tax.js');
  await writeFile(tax, 'export const tax = 1;\n');
  const first = await launch();
  await first.url();
  await new FunctionsScreen(first.window).openFunction('cart');
  await row(first.window, /shared/).click();
  await row(first.window, /tax\.js/).dblclick();
  await pasteOver(first, first.window.getByRole('textbox', { name: 'shared/tax.js' }), 'export const tax = 2;\n');
  await row(first.window, /money\.js/).dblclick();
  const text = files['shared/money.js'] ?? '';
  await pasteOver(first, first.window.getByRole('textbox', { name: 'shared/money.js' }), `// mine\n//\n//\n${text}`);
  await expect(tabs(first.window).filter({ hasText: 'money.js' })).toContainText('Unsaved');
  await first.window.getByRole('button', { name: 'Split the editor' }).click();
  await expect(fileLists(first.window)).toHaveCount(2);
  await first.window.getByRole('textbox', { name: 'shared/money.js' }).last().focus();
  await first.window.keyboard.press('ControlOrMeta+Home');
  await first.window.keyboard.press('ArrowDown');
  await expect.poll(() => keptIn(first.window, 'nexo-drafts')).toMatch(/tax = 2[^]*\/\/ mine|\/\/ mine[^]*tax = 2/);
  const kept = () => keptIn(first.window, 'nexo-tabs');
  await expect.poll(kept).toMatch(/"focused":1/);
  await expect.poll(kept).toMatch(/"shared\/money\.js":\{"cursorState":\[[^\]]*"position":\{"lineNumber":2/);
  const ended = first.app.waitForEvent('close');
  first.app.process().kill('SIGKILL');
  await ended;
  await first.close();
  await writeFile(path.join(workspace, 'shared/money.js'), `${text}// theirs\n`);
  await writeFile(tax, 'export const tax = 3;\n');

  const second = await launch();
  await second.url();
  // All tabs were of shared files: which function they were used with is remembered, too.
  await new Frame(second.window).open('Editor');
  await expect(second.window.getByRole('heading', { name: 'cart' })).toBeVisible();
  await expect(fileLists(second.window)).toHaveCount(2);
  const money = second.window.locator('.monaco-editor').filter({ hasText: 'EUR' }).last();
  await expect(money).toContainText('// mine');
  await expect(money).toContainText('// theirs');
  await expect(money.locator('.active-line-number')).toHaveText('2');

  await tabs(second.window)
    .filter({ hasText: 'tax.js' })
    .getByRole('button', { name: /Unsaved/ })
    .click();
  await expect(second.window.getByText('The file changed on disk while you were editing.')).toBeVisible();
  await second.window.getByRole('button', { name: 'Compare', exact: true }).click();
  const compared = second.window.getByRole('dialog', { name: 'Your text and the file on disk' });
  await expect(compared).toContainText('export const tax = 2;');
  await expect(compared).toContainText('export const tax = 3;');
  await compared.getByRole('button', { name: 'Keep mine' }).click();
  await expect(compared).toHaveCount(0);
  await expect(second.window.locator('.monaco-editor').filter({ hasText: 'tax = 2' })).toBeVisible();
});

test('a thousand functions are as few rows as fit', async ({ launch, workspace }) => {
  const name = (index: number): string => `many-${String(index).padStart(4, '0')}`;
  const code = "export const handler = () => 'one of many';\n";
  await seedFunctions(
    workspace,
    Array.from({ length: 1_000 }, (_, index) => ({ name: name(index), route: `/${name(index)}`, code })),
  );
  const { window } = await launch();
  await new Frame(window).open('Functions');
  await window.keyboard.press('ControlOrMeta+P');
  await window.keyboard.type(name(500));
  // It opens before all files are known, and shows them as they come.
  await expect(window.getByRole('option', { name: name(500) }).first()).toBeVisible();
  await window.keyboard.press('Enter');
  // The editor takes the focus once it is loaded, and with it the keys.
  await expect(window.getByRole('textbox', { name: `Code of ${name(500)}` })).toBeFocused();
  await row(window, new RegExp(name(500))).press('End');
  await expect(row(window, /shared|shop/).last()).toBeInViewport();
  expect(await tree(window).getByRole('treeitem').count()).toBeLessThan(150);
  await tree(window).getByRole('treeitem').last().press('Home');
  await expect(tree(window).getByRole('treeitem').first()).toBeInViewport();
  expect(await tree(window).getByRole('treeitem').count()).toBeLessThan(150);
});

test('a restart of the engine closes no tab', async ({ studio }) => {
  const { window } = studio;
  await new FunctionsScreen(window).openFunction('shop');
  await row(window, /^lib/).click();
  await row(window, /price\.js/).dblclick();
  await row(window, /cart/).click();
  await expect(tabs(window)).toHaveCount(2);
  const announced = await recordAnnouncements(window);
  const engine = (await studio.processes()).find(({ command }) => command.includes('out/engine/engine.js'));
  process.kill(engine?.pid ?? 0, 'SIGKILL');
  await expect.poll(announced).toContain('It was ended by SIGKILL.');
  await expect(new Frame(window).engineLamp).toHaveText('Running');
  await expect(new Editor(studio, 'cart').lines).toContainText("'cart'");
  await expect(tabs(window)).toHaveCount(2);
});
