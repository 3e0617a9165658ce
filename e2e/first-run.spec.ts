import { callHttp } from './fixtures/http.ts';
import { expect, test } from './fixtures/test.ts';
import { Editor } from './screens/editor.ts';
import { Frame } from './screens/frame.ts';

test('the first start leads to a workspace that is alive, and never comes back', async ({ launch }) => {
  const studio = await launch({ firstStart: true });
  const { window } = studio;
  const welcome = window.getByRole('dialog', { name: 'Welcome to Nexo Studio' });
  await expect(welcome).toContainText('Five small functions');
  // A press beside it is no answer.
  await window.mouse.click(5, 5);
  await welcome.getByRole('button', { name: 'Start', exact: true }).click();
  const hello = new Editor(studio, '01-hello');
  await expect(hello.lines).toContainText('Edit this');
  await expect(hello.response).toContainText('Hello, world!');
  const url = await studio.url();
  expect(JSON.parse((await callHttp(`${url}/fn/hello?name=Ada`)).body)).toEqual({ message: 'Hello, Ada!' });

  await new Frame(window).open('Home');
  await expect(window.getByRole('region', { name: /First steps: 1 of 6/ })).toBeVisible();
  await window
    .getByRole('region', { name: /First steps/ })
    .getByRole('button', { name: 'Dismiss' })
    .click();
  await studio.close();

  const again = await launch({ firstStart: true });
  await again.url();
  await expect(again.window.getByRole('heading', { name: 'Start from a template' })).toBeVisible();
  await expect(again.window.getByRole('dialog')).toHaveCount(0);
  await expect(again.window.getByText('First steps')).toHaveCount(0);
});
