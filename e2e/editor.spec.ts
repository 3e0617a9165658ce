import { callHttp } from './fixtures/http.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { testInOneStudio } from './fixtures/test-in-one-studio.ts';
import { expect } from './fixtures/test.ts';
import { createFunction } from './screens/create-function.ts';
import { Editor } from './screens/editor.ts';
import { Frame } from './screens/frame.ts';
import { FunctionsScreen } from './screens/functions.ts';

const count = { name: 'count', route: '/count', code: "export function main() { return 'once'; }\n" };

const test = testInOneStudio((workspace) => seedFunctions(workspace, [count]));

test('the menu offers what the keys do, and no key acts twice', async ({ studio }) => {
  const { app, window } = studio;
  const functions = new FunctionsScreen(window);
  await functions.openFunction('count');
  const editor = new Editor(studio, 'count');
  await expect(editor.lines).toContainText('once');

  await window.keyboard.press('ControlOrMeta+Enter');
  await expect(editor.calls).toHaveCount(1);
  await app.evaluate(({ Menu }) => {
    const run = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
    run?.find(({ label }) => label === 'Run Function')?.click();
  });
  await expect(editor.calls).toHaveCount(2);
  const stats = JSON.parse((await callHttp(`${await studio.url()}/stats`)).body) as { requests: number };
  expect(stats.requests).toBe(2);
});

test('a TypeScript function from a template runs, and its error leads to its own line', async ({ studio }) => {
  const { window } = studio;
  await new Frame(window).newFunction.click();
  await createFunction(window, { name: 'typed', template: 'TypeScript' });
  const editor = new Editor(studio, 'typed');
  await expect(editor.lines).toBeVisible();
  await editor.run();
  await expect(editor.summary).toContainText('200');

  await editor.replaceCode(`interface Order { id: number }
export default {
  async fetch(request: Request): Promise<Response> {
    const order: Order = { id: 7 };
    throw new RangeError(\`no order \${order.id}\`);
  },
};
`);
  await editor.run();
  const card = editor.response.getByRole('alert', { name: 'The function threw an error' });
  await expect(card).toContainText('RangeError: no order 7');
  await expect(card.getByRole('button', { name: 'Go to line 5' })).toBeVisible();
});

test('the editor completes the function API, underlines what is not there, and formats', async ({ studio }) => {
  const { window } = studio;
  await new Frame(window).newFunction.click();
  await createFunction(window, { name: 'complete' });
  const editor = new Editor(studio, 'complete');
  await editor.replaceCode('function handler(request, { env }) {\n  return env\n}\n');
  for (const key of ['ControlOrMeta+Home', 'ArrowDown', 'End', '.']) await window.keyboard.press(key);
  await expect(window.getByRole('listbox', { name: 'Suggest' }).getByRole('option', { name: /^get/ })).toBeVisible();

  await editor.replaceCode("import fs from 'fs'\nfunction handler() {return  fs.readFileSync('x')}\n");
  await expect(window.locator('.squiggly-error').first()).toBeVisible();
  await window
    .getByRole('contentinfo')
    .getByRole('button', { name: /^Problems: \d+ error/ })
    .click();
  await expect(window.getByRole('tree', { name: 'Problems' })).toContainText('fs');
  await window.keyboard.press('ControlOrMeta+,');
  await window.getByRole('switch', { name: 'Format on save' }).click();
  await new Frame(window).open('Editor');
  await editor.replaceCode("function handler() {return  'x'}\n");
  await editor.save();
  await expect(editor.lines).toContainText("return 'x'");
});
