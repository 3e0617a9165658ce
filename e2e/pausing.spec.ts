import { callHttp } from './fixtures/http.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { Frame } from './screens/frame.ts';
import { FunctionsScreen } from './screens/functions.ts';

const code = `function handler({ query }) {
  if (query.ok) return 'fine again';
  let b = 3n;
  for (let n = 0; n < 17; n++) b = b * b;
  return String(b ** 4000n);
}
`;

test('a function that broke three sandboxes is paused, and runs again once it is resumed', async ({
  launch,
  workspace,
}) => {
  await seedFunctions(workspace, [{ name: 'bomb', route: '/bomb', code }]);
  const studio = await launch();
  const { window } = studio;
  const url = await studio.url();
  for (let n = 0; n < 3; n++) expect((await callHttp(`${url}/fn/bomb`)).status).toBe(500);
  expect((await callHttp(`${url}/fn/bomb?ok=1`)).status).toBe(503);
  const functions = new FunctionsScreen(window);
  await functions.open();
  await expect(functions.row('bomb')).toContainText('Paused');
  await functions.openFunction('bomb');
  const notice = window.getByRole('alert').filter({ hasText: 'It broke its sandbox three times' });
  await notice.getByRole('button', { name: 'Resume' }).click();
  await expect(notice).toBeHidden();
  // A busy machine may give it less than the CPU time it needs, once.
  await expect.poll(async () => (await callHttp(`${url}/fn/bomb?ok=1`)).body).toContain('fine again');
  await new Frame(window).open('Dashboard');
  await expect(window.getByRole('list', { name: 'Around each sandbox' })).toContainText('Permissions');
});
