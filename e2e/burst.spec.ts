import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { Editor } from './screens/editor.ts';
import { FunctionsScreen } from './screens/functions.ts';

test('many requests are sent at once, and measured', async ({ studio, workspace }) => {
  const { window } = studio;
  const code = `export default { async fetch() {
  await new Promise((resolve) => setTimeout(resolve, 20));
  return new Response('ok', { status: Math.random() < 0.9 ? 200 : 503 });
} };
`;
  await seedFunctions(workspace, [{ name: 'busy', route: '/busy', code }]);
  await new FunctionsScreen(window).openFunction('busy');
  await expect(new Editor(studio, 'busy').lines).toContainText('Response');
  await window.getByRole('tab', { name: 'Burst' }).click();
  const pane = window.getByRole('region', { name: 'Burst' });
  await pane.getByRole('textbox', { name: 'Requests' }).fill('0');
  await expect(pane.getByRole('alert')).toContainText('From 1 to');
  await expect(pane.getByRole('button', { name: 'Start' })).toBeDisabled();
  await pane.getByRole('textbox', { name: 'Requests' }).fill('300');
  await pane.getByRole('button', { name: 'Start' }).click();
  await expect(pane.getByRole('status')).toContainText('300 of 300');
  await expect(pane.getByRole('img', { name: /half of them at most/ })).toBeVisible();

  await pane.getByRole('textbox', { name: 'Requests' }).fill('100000');
  await pane.getByRole('button', { name: 'Start' }).click();
  await expect(pane.getByRole('status')).toContainText('of 100,000');
  await pane.getByRole('button', { name: 'Stop' }).click();
  await expect(pane.getByRole('button', { name: 'Start' })).toBeEnabled();
});
