import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import path from 'node:path';

import { callHttp } from './fixtures/http.ts';
import { keptIn } from './fixtures/kept-in.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { Editor } from './screens/editor.ts';
import { FunctionsScreen } from './screens/functions.ts';

const code = (total: number) => `function handler(request) {
  return { name: 'tea', total: ${total}, items: [{ price: 3, count: 4 }] };
}
`;

test('an answer becomes a test with one press; it turns red when the code changes, and is mended in the form', async ({
  studio,
  workspace,
}) => {
  const { window } = studio;
  const upstream = createServer((_request, response) => response.end('3.20')).listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const target = `127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  await seedFunctions(workspace, [
    { name: 'orders', route: '/orders/:id', code: code(12) },
    { name: 'price', route: '/price', code: `export default async () => (await fetch('http://${target}/')).text();\n` },
  ]);
  await new FunctionsScreen(window).openFunction('orders');
  const editor = new Editor(studio, 'orders');
  await expect(editor.lines).toContainText('handler');
  await editor.run();
  await expect(editor.summary).toContainText('200');
  await editor.response.getByRole('button', { name: 'Save as test' }).click();
  await expect(window.getByRole('tab', { name: 'Tests 1/1' })).toBeVisible();
  const file = path.join(workspace, 'functions/orders/tests/get-orders-1.json');
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
    request: { method: 'GET', path: '/orders/1' },
    assertions: [{ target: 'status' }, { target: 'header' }, { target: 'body', op: 'subset' }],
  });

  await window.getByRole('tab', { name: 'Tests 1/1' }).click();
  const pane = window.getByRole('region', { name: 'Tests' });
  await pane.getByRole('checkbox', { name: 'Run on save' }).check();
  await editor.replaceCode(code(13));
  await editor.save();
  const row = pane.getByRole('listitem', { name: 'get-orders-1' });
  await expect(row.getByRole('img', { name: 'Failed' }).first()).toBeVisible();
  await expect(row).toContainText('"total": 13');
  const inTree = window.getByRole('tree', { name: 'Functions' }).getByRole('treeitem', { name: /orders/ });
  await expect(inTree.getByRole('img', { name: 'Tests failed' })).toBeVisible();
  await expect(window.getByRole('tab', { name: 'Tests 0/1' })).toBeVisible();

  await row.getByRole('button', { name: 'More about get-orders-1' }).click();
  await window.getByRole('menuitem', { name: 'Edit…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Edit the test' });
  await dialog.getByRole('button', { name: 'Add an assertion' }).click();
  const added = dialog.getByRole('group', { name: 'What it expects' }).getByRole('listitem').last();
  await added.getByRole('combobox', { name: 'What' }).click();
  await window.getByRole('option', { name: 'JSON', exact: true }).click();
  await added.getByRole('textbox', { name: 'JSON path' }).fill('$.items[');
  await added.getByRole('textbox', { name: 'Value' }).fill('3');
  await expect(added.getByRole('alert')).toContainText('Not a JSON path');
  await expect(dialog.getByRole('button', { name: 'Save and run' })).toBeDisabled();
  // What is not right yet is kept for a restart, and there again.
  await expect.poll(() => keptIn(window, 'nexo-test-drafts')).toContain('$.items[');
  await window.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await row.getByRole('button', { name: 'More about get-orders-1' }).click();
  await window.getByRole('menuitem', { name: 'Edit…' }).click();
  await expect(dialog.getByRole('status')).toContainText('What you typed before');
  await expect(added.getByRole('textbox', { name: 'JSON path' })).toHaveValue('$.items[');
  await added.getByRole('textbox', { name: 'JSON path' }).fill('$.items[0].price');
  const body = dialog.getByRole('textbox', { name: 'Value' }).nth(2);
  await body.fill('{ "total": 13 }');
  await dialog.getByRole('button', { name: 'Save and run' }).click();
  await expect(window.getByRole('tab', { name: 'Tests 1/1' })).toBeVisible();
  await expect.poll(() => keptIn(window, 'nexo-test-drafts')).not.toContain('$.items[');

  await writeFile(file, '{ "request": {},\n  "assertions": [}\n');
  await expect(row).toContainText('functions/orders/tests/get-orders-1.json:2');

  await test.step('what a function fetches is recorded once, and answered from the test from then on', async () => {
    await new FunctionsScreen(window).openFunction('price');
    const price = new Editor(studio, 'price');
    await expect(price.lines).toContainText('fetch');
    await callHttp(`${await studio.url()}/api/functions/price/grants`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ targets: [target] }),
    });
    await price.run();
    await expect(price.response).toContainText('3.20');
    await price.response.getByRole('button', { name: 'Save as test' }).click();
    await window.getByRole('tab', { name: 'Tests 1/1' }).click();
    await pane.getByRole('button', { name: 'More about get-price' }).click();
    await window.getByRole('menuitem', { name: 'Record its fetches' }).click();
    await expect(pane.getByRole('listitem', { name: 'get-price' })).toContainText('mocked');
    upstream.close();
    await pane.getByRole('button', { name: 'Run tests' }).click();
    await expect(window.getByRole('tab', { name: 'Tests 1/1' })).toBeVisible();
  });
});
