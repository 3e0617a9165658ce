import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { callHttp } from './fixtures/http.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { Frame } from './screens/frame.ts';

const code = `export default { fetch: (request, env) => Response.json({ mode: env.MODE, key: env.API_KEY }) };\n`;

/** Of Chromium: no keyring, even where one runs. */
const noKeyStore = '--password-store=basic';

test('environments, secrets and an env file are set in the settings, and functions see them at once', async ({
  launch,
  workspace,
}) => {
  test.setTimeout(180_000);
  await seedFunctions(workspace, [{ name: 'reads', route: '/reads', code }]);
  const studio = await launch({ opens: [noKeyStore] });
  const { window } = studio;
  const url = await studio.url();
  const answer = async () => JSON.parse((await callHttp(`${url}/fn/reads`)).body) as unknown;

  // The function declares the secret in its own settings.
  await new Frame(window).open('Functions');
  await window.getByRole('button', { name: 'Actions for reads' }).click();
  await window.getByRole('menuitem', { name: 'Settings…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Settings of reads' });
  await dialog.getByRole('button', { name: 'Add secret' }).click();
  await dialog.getByRole('textbox', { name: 'Secret name' }).fill('API_KEY');
  await dialog.getByRole('button', { name: 'Add target' }).click();
  await dialog.getByRole('textbox', { name: 'Host and port' }).fill('nowhere');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toContainText('A target is HOST:PORT');
  await dialog.getByRole('textbox', { name: 'Host and port' }).fill('127.0.0.1:5432');
  await dialog.getByRole('button', { name: 'Limits of…' }).click();
  await window.getByRole('menuitem', { name: 'Supabase' }).click();
  await expect(dialog.getByRole('textbox', { name: 'CPU time' })).toHaveValue('2000');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  expect(JSON.parse((await callHttp(`${url}/api/functions/reads/grants`)).body)).toEqual({
    targets: ['127.0.0.1:5432'],
  });

  await window.keyboard.press('ControlOrMeta+,');
  const section = window.getByRole('region', { name: 'Environments and secrets' });
  await section.getByRole('textbox', { name: 'Name of a new environment' }).fill('prod');
  await section.getByRole('button', { name: 'Add', exact: true }).click();
  await section.getByRole('button', { name: 'Import .env…' }).click();
  const importing = window.getByRole('dialog', { name: 'Import into prod' });
  await importing
    .getByRole('textbox', { name: 'The text of an env file' })
    .fill('MODE=production\nAPI_KEY="canary-value"');
  await expect(importing.getByRole('combobox', { name: 'What API_KEY becomes' })).toHaveValue('secret');
  await expect(importing.getByRole('list')).not.toContainText('canary');
  await importing.getByRole('button', { name: 'Import 2 values' }).click();
  await expect(importing).toHaveCount(0);
  await expect(section).toContainText(/kept encrypted|until the app closes/);
  expect(await answer()).toEqual({});

  await window.getByRole('banner').getByRole('button', { name: 'Environment: dev' }).click();
  await window.getByRole('menuitemcheckbox', { name: 'prod' }).click();
  await expect.poll(answer).toEqual({ mode: 'production', key: 'canary-value' });
  const stored = await readFile(path.join(workspace, 'nexo.json'), 'utf8');
  expect(JSON.parse(stored)).toMatchObject({
    environments: { prod: { variables: { MODE: 'production' }, secrets: ['API_KEY'] } },
  });
  expect(stored).not.toContain('canary');

  // This start has no key store: a passphrase does instead, given once in each.
  const passphrase = section.getByRole('group', { name: 'Passphrase' });
  await passphrase.getByLabel('Passphrase', { exact: true }).fill('correct horse');
  await passphrase.getByLabel('The same again').fill('correct horsf');
  await passphrase.getByRole('button', { name: 'Use passphrase' }).click();
  await expect(passphrase).toContainText('The two are not the same.');
  await passphrase.getByLabel('The same again').fill('correct horse');
  await passphrase.getByRole('button', { name: 'Use passphrase' }).click();
  await expect(section).toContainText('Kept encrypted with your passphrase');
  await section.getByRole('combobox', { name: 'Name of a secret' }).fill('API_KEY');
  await section.getByLabel('Value', { exact: true }).fill('canary-kept');
  await section.getByRole('button', { name: 'Keep encrypted' }).click();
  await expect.poll(answer).toEqual({ mode: 'production', key: 'canary-kept' });
  await passphrase.getByRole('button', { name: 'Change it…' }).click();
  const changing = window.getByRole('dialog', { name: 'Change the passphrase' });
  await changing.getByLabel('Present passphrase').fill('correct horsf');
  await changing.getByLabel('New passphrase').fill('battery staple');
  await changing.getByLabel('The same again').fill('battery staples');
  await changing.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(changing.getByRole('alert')).toHaveText('The two are not the same.');
  await changing.getByLabel('The same again').fill('battery staple');
  await changing.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(changing.getByRole('alert')).toHaveText('This is not the passphrase.');
  await changing.getByLabel('Present passphrase').fill('correct horse');
  await changing.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(changing).toHaveCount(0);
  await studio.close();

  const next = await launch({ opens: [noKeyStore] });
  const nextUrl = await next.url();
  const answerNext = async () => JSON.parse((await callHttp(`${nextUrl}/fn/reads`)).body) as unknown;
  expect(await answerNext()).toEqual({ mode: 'production' });
  await next.window.getByRole('button', { name: 'Unlock…' }).click();
  const asked = next.window.getByRole('group', { name: 'Passphrase' });
  await asked.getByLabel('Passphrase', { exact: true }).fill('correct horse');
  await asked.getByRole('button', { name: 'Unlock', exact: true }).click();
  await expect(asked).toContainText('This is not the passphrase.');
  await asked.getByLabel('Passphrase', { exact: true }).fill('battery staple');
  await asked.getByRole('button', { name: 'Unlock', exact: true }).click();
  await expect.poll(answerNext).toEqual({ mode: 'production', key: 'canary-kept' });
});

test('a key is changed, a conflict shown, and reset; settings are found by typing', async ({ studio }) => {
  const { window } = studio;
  await window.keyboard.press('ControlOrMeta+,');
  await window.getByRole('searchbox', { name: 'Find a setting' }).fill('dark theme');
  await expect(window.getByRole('heading', { level: 3 })).toHaveText(['Dark theme']);
  await window.getByRole('button', { name: 'Add keys for “Dark theme”' }).click();
  await window.keyboard.press('Control+Alt+D');
  await window.keyboard.press('Control+Alt+D');
  await expect(window.locator('html')).toHaveAttribute('data-theme', 'dark');
  await window.getByRole('button', { name: 'Add keys for “Dark theme”' }).click();
  await window.keyboard.press('ControlOrMeta+N');
  await expect(window.getByRole('main')).toContainText('is also “New function…”');
  await window.getByRole('button', { name: /Back to – for “Dark theme”/ }).click();
  await expect(window.getByRole('button', { name: /Remove .* from “Dark theme”/ })).toHaveCount(0);
});

test('the licences of what it is made of are in the app', async ({ studio }) => {
  const { window } = studio;
  await window.keyboard.press('ControlOrMeta+,');
  await window.getByRole('button', { name: 'Show the packages' }).click();
  const packages = window.getByRole('list', { name: 'Licences' });
  for (const name of ['react', 'monaco-editor', 'undici', 'lowdb', 'isolated-vm', 'electron'])
    await expect(packages.getByText(name, { exact: true })).toBeVisible();
});

test('a run is compared with the limits of a real target', async ({ launch, workspace }) => {
  const busy = `function handler() {
  const end = performance.now() + 40;
  while (performance.now() < end);
  return 'done';
}
`;
  await seedFunctions(workspace, [{ name: 'busy', route: '/busy', code: busy }]);
  const studio = await launch({ language: 'zh-CN' });
  const { app, window } = studio;
  await window.getByRole('contentinfo').getByRole('button', { name: '比较对象' }).click();
  await window.getByRole('menuitemcheckbox', { name: 'Cloudflare free' }).click();
  await window.keyboard.press('ControlOrMeta+,');
  const limits = window.getByRole('region', { name: '限制' });
  await expect(limits).toContainText('Cloudflare Workers: Limits');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1000, 720));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1600, 1000));
  await window.keyboard.press('Alt+3');
  await window.getByRole('table').getByRole('button', { name: 'busy', exact: true }).click();
  await window.keyboard.press('ControlOrMeta+Enter');
  await expect(window.getByRole('meter', { name: 'Cloudflare free · CPU' })).toBeVisible();
});
