import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';

test.beforeEach(async ({ workspace }) => {
  await seedFunctions(workspace, [
    { name: 'alpha', route: '/alpha', code: 'export default () => ({ a: 1 });\n' },
    { name: 'evaluates', route: '/evaluates', code: "export default () => new Function('return 1')();\n" },
  ]);
});

test('functions are exported, tried out in their runtime, and saved as a folder', async ({
  studio,
  workspace,
  userData,
}) => {
  const { window } = studio;
  await window.keyboard.press('ControlOrMeta+Shift+E');
  const dialog = window.getByRole('dialog', { name: 'Export' });
  await expect(dialog.getByText('new Function is refused')).toBeVisible();
  await expect(dialog.getByText('functions/evaluates/index.js:1')).toBeVisible();

  await dialog.getByRole('checkbox', { name: 'Cloudflare Workers' }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Node.js' }).check();
  await expect(dialog.getByText('Nothing these functions use')).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'AWS Lambda' }).check();
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  const node = dialog.getByRole('region', { name: 'Node.js' });
  const lambda = dialog.getByRole('region', { name: 'AWS Lambda' });
  for (const result of [node, lambda]) {
    await expect(result.getByText('The bundle is made, and answers as here.')).toBeVisible({ timeout: 60_000 });
    await expect(result.getByText('GET /alpha')).toBeVisible();
  }

  // The system's own dialog is nothing a test can press.
  await studio.app.evaluate(({ dialog: system }, chosen) => {
    system.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, userData);
  await node.getByRole('button', { name: 'Save the bundle for Node.js as a folder' }).click();
  await expect(dialog.getByRole('button', { name: 'Open folder' })).toBeVisible();
  const folders = await readFile(path.join(userData, `${bundleNameOf(workspace)}-node`, 'nexo/functions.js'), 'utf8');
  expect(folders).toContain('"/alpha"');
});

/** As the engine names a bundle of the whole workspace's functions. */
function bundleNameOf(workspace: string): string {
  return path
    .basename(workspace)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
}
