import { callHttp } from './fixtures/http.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { CallsList } from './screens/calls.ts';
import { Frame } from './screens/frame.ts';

const functions = [
  {
    name: 'orders',
    route: '/orders/:id',
    methods: ['GET', 'POST'],
    code: `function handler(request) {
  console.info('order', request.params.id);
  if (request.params.id === '0') throw new Error('there is no order 0');
  return { id: request.params.id, at: Date.now() };
}
`,
  },
  { name: 'hello', route: '/hello', code: "function handler() {\n  return 'hello';\n}\n" },
];

test('find a call, look into it, repeat it and compare, by keyboard; and find it again after a restart', async ({
  launch,
  workspace,
}) => {
  await seedFunctions(workspace, functions);
  const studio = await launch();
  const { window } = studio;
  const url = await studio.url();
  const calls = new CallsList(window);
  await callHttp(`${url}/fn/orders/7?from=shop`);
  await callHttp(`${url}/fn/orders/0`);
  await callHttp(`${url}/fn/hello`);

  await test.step('the filter narrows the list, and marks what it does not understand', async () => {
    await window.keyboard.press('Alt+5');
    await expect(calls.rows).toHaveCount(3);
    await window.keyboard.press('/');
    await window.keyboard.type('status:>=500');
    await expect(calls.rows).toHaveCount(1);
    await expect(calls.rows).toContainText('THROWN');
    await calls.filter.fill('colour:red');
    await expect(window.getByRole('alert')).toContainText('There is no field “colour”');
    await calls.filter.fill('f');
    await window.keyboard.press('ArrowDown');
    await window.keyboard.press('Enter');
    await window.keyboard.type('ord');
    await window.keyboard.press('ArrowDown');
    await window.keyboard.press('Enter');
    await expect(calls.filter).toHaveValue('fn:orders ');
    await expect(calls.rows).toHaveCount(2);
  });

  await test.step('a call opens to everything known of it', async () => {
    await calls.grid.focus();
    await window.keyboard.press('End');
    await expect(calls.details).toContainText('/orders/7?from=shop');
    await expect(calls.details.getByRole('list', { name: 'Where the time went' })).toContainText('Function');
    await calls.showTab('Response');
    await expect(calls.details).toContainText('"id": "7"');
    await calls.showTab('Logs');
    await expect(calls.details).toContainText('order 7');
    await calls.showTab('Request');
    await expect(calls.details).toContainText('host');
    await calls.details.getByRole('button', { name: 'Save as test' }).click();
    await expect(window.getByText('Saved as the test "get-orders-7"', { exact: true })).toBeVisible();
  });

  await test.step('it is repeated, and both answers are compared', async () => {
    await calls.details.getByRole('button', { name: 'Replay', exact: true }).click();
    await expect(calls.rows).toHaveCount(3);
    await expect(calls.rows.first().getByRole('img', { name: 'Replay' })).toBeVisible();
    await calls.details.getByRole('button', { name: 'Compare…' }).click();
    const dialog = window.getByRole('dialog', { name: 'Recorded call and replay' });
    await expect(dialog.getByRole('status')).toHaveText('Different');
    await expect(dialog.locator('.monaco-diff-editor')).toContainText('"id"');
    await dialog.getByRole('button', { name: 'Close' }).click();
  });

  await test.step('a paused list waits with what is new', async () => {
    await window.getByRole('button', { name: 'Pause the list' }).click();
    await callHttp(`${url}/fn/orders/8`);
    await expect(window.getByRole('main').getByText('1 new call')).toBeVisible();
    await expect(calls.rows).toHaveCount(3);
    await window.getByRole('button', { name: 'Go on' }).click();
    await expect(calls.rows.first()).toContainText('/orders/8');
  });

  await test.step('edited before it is repeated, it becomes the request beside the code', async () => {
    await calls.rows.last().click();
    await calls.details.getByRole('button', { name: 'Edit and replay' }).click();
    await expect(window.getByRole('textbox', { name: 'Path' })).toHaveValue('/orders/7?from=shop');
  });

  await test.step('after a restart it is still there', async () => {
    await studio.close();
    const again = await launch();
    await again.url();
    await new Frame(again.window).open('Calls');
    await expect(new CallsList(again.window).rows).toHaveCount(5);
    await new Frame(again.window).open('Dashboard');
    await again.window.getByRole('button', { name: '1 h', exact: true }).click();
    const table = again.window.getByRole('table', { name: 'Functions' });
    await expect(table.getByRole('row').filter({ hasText: 'orders' })).toContainText('1 (25%)');
  });
});
