import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { writeZip } from '../src/bundle/zip/write-zip.ts';
import { startRegistry } from '../tests/packages/registry.ts';
import { callHttp } from './fixtures/http.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { Frame } from './screens/frame.ts';

test.setTimeout(120_000);

const api = `openapi: 3.1.0
info: { title: Pets, version: '1' }
webhooks: {}
paths:
  /hello:
    get:
      operationId: hello
      responses:
        '200': { description: Fine, content: { application/json: { example: { imported: true } } } }
  /pets/{petId}:
    get:
      operationId: getPet
      parameters: [{ name: petId, in: path, required: true, example: 7 }]
      responses:
        '200': { description: Fine, content: { application/json: { example: { id: 7 } } } }
`;

const file = (text: string) => ({ name: 'pets.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) });

/** Drops a file of that text on the window. */
const drop = (window: Page, text: string) =>
  window.evaluate((content) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], 'pets.yaml'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, text);

test('a bundle that somebody double-clicks is shown before it is imported', async ({ studio, userData }) => {
  const { window } = studio;
  const texts = {
    'nexo-bundle.json': '{"format":"nexo-bundle","version":1,"name":"shop","functions":["shop"],"secrets":["API_KEY"]}',
    'functions/shop/function.json': '{"route":"/shop","secrets":["API_KEY"]}',
    'functions/shop/index.js': "export default () => 'open';\n",
  };
  const files = Object.entries(texts).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
  const bundle = join(userData, 'shop.nexo.zip');
  await writeFile(bundle, await writeZip(files));
  // The system starts the app once more, with the file on its command line.
  await studio.app.evaluate(
    (_electron, args) => {
      process.getBuiltinModule('node:child_process').spawn(process.execPath, args, { stdio: 'ignore' });
    },
    ['--no-sandbox', '.', `--user-data-dir=${userData}`, bundle],
  );
  const dialog = window.getByRole('dialog', { name: 'Import' });
  await expect(dialog.getByText('Found: Nexo bundle')).toBeVisible();
  await expect(dialog.getByText('Secrets it names, without values: API_KEY')).toBeVisible();
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(window.getByText('This function was imported from shop')).toBeVisible();
  expect((await callHttp(`${await studio.url()}/fn/shop`)).body).toContain('open');
});

test('each source begins anew: nothing that was chosen of the one before is taken for it', async ({
  launch,
  workspace,
}) => {
  await seedFunctions(workspace, [{ name: 'hello', route: '/hello', code: "export default () => 'mine';\n" }]);
  const studio = await launch();
  const { window } = studio;
  await studio.url();
  await drop(window, api.replace('getPet', 'getCat'));
  const dialog = window.getByRole('dialog', { name: 'Import' });
  await expect(dialog.getByText('getCat')).toBeVisible();
  // The same file, which has changed since.
  await drop(window, api);
  await expect(dialog.getByText('getPet')).toBeVisible();

  const choice = dialog.getByLabel('What becomes of hello');
  await choice.selectOption('Replace what is there');
  await dialog.getByRole('button', { name: 'Choose another' }).click();
  await dialog.locator('input[type=file]').setInputFiles(file(api));
  await expect(choice).toHaveValue('rename');
});

const zipOf = async (texts: Record<string, string>): Promise<Buffer> =>
  writeZip(Object.entries(texts).map(([path, text]) => ({ path, bytes: Buffer.from(text) })));

/** A Worker that is made of a package. */
const worker = (name: string, wanted: string): Promise<Buffer> =>
  zipOf({
    'wrangler.json': JSON.stringify({
      name,
      main: 'index.js',
      routes: [`a.example/${name}/*`, `a.example/${name}-2/*`],
    }),
    'package.json': JSON.stringify({ dependencies: { [wanted]: '1.0.0' } }),
    'index.js': `import { ${wanted} } from '${wanted}';\nexport default { fetch: () => new Response(${wanted}) };\n`,
  });

test('packages that are missing are named, and installed when the person says so', async ({ launch, workspace }) => {
  const registry = await startRegistry();
  await writeFile(join(workspace, '.npmrc'), registry.npmrc);
  const studio = await launch();
  const { window } = studio;
  const url = await studio.url();
  const dialog = window.getByRole('dialog');
  const bringIn = async (name: string, wanted: string): Promise<void> => {
    await new Frame(window).command('Import…');
    const buffer = await worker(name, wanted);
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: `${name}.zip`, mimeType: 'application/zip', buffer });
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    const missing = dialog.getByRole('list', { name: 'Packages that are missing' });
    await expect(missing).toContainText(`${wanted}@1.0.0`);
  };

  await bringIn('never', 'slow');
  expect(await readdir(workspace)).not.toContain('node_modules');
  await dialog.getByRole('button', { name: 'Install them' }).click();
  await registry.askedForSlow;
  await expect(dialog.getByText('npm is at work…')).toBeVisible();
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expect(dialog.getByText(/^Stopped\./)).toBeVisible();
  await dialog.getByRole('button', { name: 'Not now' }).click();
  const broken = 'These do not compile: never, never-2. They may need their packages installed.';
  await expect(window.getByText(broken, { exact: true })).toBeVisible();

  await bringIn('greets', 'tiny');
  await dialog.getByRole('button', { name: 'Install them' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toHaveCount(0);
  expect((await callHttp(`${url}/fn/greets/x`)).body).toBe('tiny indeed');
  await registry.close();
});

test('a description is looked at, imported beside what is there, trusted, and taken back', async ({
  launch,
  workspace,
}) => {
  await seedFunctions(workspace, [{ name: 'hello', route: '/hello', code: "export default () => 'mine';\n" }]);
  const studio = await launch();
  const { window } = studio;
  const url = await studio.url();
  const frame = new Frame(window);

  await frame.command('Import…');
  const dialog = window.getByRole('dialog', { name: 'Import' });
  await expect(dialog.getByRole('button', { name: 'Choose a folder…' })).toBeVisible();
  await dialog.getByLabel('Or paste').fill('this is nothing');
  await dialog.getByRole('button', { name: 'Read' }).click();
  await expect(dialog.getByRole('alert')).toContainText('nothing that can be imported');
  await dialog.getByRole('button', { name: 'Choose another' }).click();

  await dialog.locator('input[type=file]').setInputFiles(file(api));
  await expect(dialog.getByText('Found: OpenAPI')).toBeVisible();
  await expect(dialog.getByText('“hello” is there already')).toBeVisible();
  await expect(dialog.getByText('pets.yaml:3')).toBeVisible();
  const { violations } = await new AxeBuilder({ page: window }).include('[role=dialog]').setLegacyMode(true).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await dialog.getByLabel('What becomes of hello').selectOption('Rename to hello-2');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();

  await expect(window.getByText('2 functions imported', { exact: true })).toBeVisible();
  expect((await callHttp(`${url}/fn/hello`)).body).toContain('mine');
  expect((await callHttp(`${url}/fn/hello-2`)).body).toContain('imported');
  await window.getByRole('button', { name: 'getPet', exact: true }).click();
  await expect(window.getByText('This function was imported from pets')).toBeVisible();
  await window.getByRole('button', { name: 'Trust', exact: true }).click();
  await expect(window.getByText('This function was imported from pets')).toHaveCount(0);

  await window.getByRole('button', { name: 'Undo' }).click();
  await expect(window.getByText('The import was taken back.', { exact: true })).toBeVisible();
  expect((await callHttp(`${url}/fn/hello-2`)).status).toBe(404);
  expect((await callHttp(`${url}/fn/hello`)).body).toContain('mine');
});
