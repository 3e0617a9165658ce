import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

import { recordAnnouncements } from './fixtures/announcements.ts';
import { callHttp } from './fixtures/http.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { Editor } from './screens/editor.ts';
import { Frame } from './screens/frame.ts';
import { FunctionsScreen } from './screens/functions.ts';

const hello = "function handler() {\n  return 'hello';\n}\n";

test.beforeEach(({ workspace }) => seedFunctions(workspace, [{ name: 'hello', route: '/hello', code: hello }]));

test('when the engine is killed, unsaved text and what is typed in a dialog stay, to be run and saved once it is back', async ({
  studio,
}) => {
  const { window } = studio;
  await new FunctionsScreen(window).openFunction('hello');
  const editor = new Editor(studio, 'hello');
  await editor.replaceCode(hello.replace('hello', 'changed'));
  await window.getByRole('button', { name: 'Settings of this function' }).click();
  const settings = window.getByRole('dialog', { name: 'Settings of hello' });
  await settings.getByRole('textbox', { name: 'Name' }).fill('greeting');
  await settings.getByRole('textbox', { name: 'CPU time' }).fill('77');
  const announced = await recordAnnouncements(window);

  const engine = (await studio.processes()).find(({ command }) => command.includes('out/engine/engine.js'));
  process.kill(engine?.pid ?? 0, 'SIGKILL');
  await expect.poll(announced).toContain('It was ended by SIGKILL.');
  await expect(settings.getByRole('textbox', { name: 'CPU time' })).toHaveValue('77');
  await expect(settings.getByRole('textbox', { name: 'Name' })).toHaveValue('greeting');
  await settings.getByRole('button', { name: 'Save' }).click();
  await expect(settings).toHaveCount(0);
  await expect(window.getByRole('heading', { name: 'greeting' })).toBeVisible();
  await expect(new Frame(window).engineLamp).toHaveText('Running');

  await expect(editor.lines).toContainText('changed');
  await expect(editor.savedState).toHaveText(/Unsaved/);
  await editor.run();
  await expect(editor.summary).toContainText('200');
  await expect(editor.response).toContainText('changed');
  await editor.save();
  expect((await callHttp(`${await studio.url()}/fn/hello`)).body).toContain('changed');
});

test('code that does not parse is not stored, and the window says where it breaks', async ({ studio, workspace }) => {
  await new FunctionsScreen(studio.window).openFunction('hello');
  const editor = new Editor(studio, 'hello');
  await editor.replaceCode('function handler() {\n  return (;\n}\n');
  await studio.window.keyboard.press('ControlOrMeta+S');
  await expect(studio.window.getByRole('alert').filter({ hasText: 'Not saved' })).toContainText('Go to line 2');
  expect(await readFile(path.join(workspace, 'functions/hello/index.js'), 'utf8')).toBe(hello);
  expect((await callHttp(`${await studio.url()}/fn/hello`)).status).toBe(200);
});

test('an edit made with another program is shown and served at once', async ({ studio, workspace }) => {
  await new FunctionsScreen(studio.window).openFunction('hello');
  const editor = new Editor(studio, 'hello');
  await expect(editor.lines).toContainText('hello');
  await writeFile(path.join(workspace, 'functions/hello/index.js'), hello.replace('hello', 'from elsewhere'));
  await expect(editor.lines).toContainText('from elsewhere');
  expect((await callHttp(`${await studio.url()}/fn/hello`)).body).toContain('from elsewhere');
});

test('a damaged function.json is shown with its reason and kept, and the others open', async ({
  launch,
  workspace,
}) => {
  const broken = '{ "route": "/broken", ';
  await seedFunctions(workspace, [{ name: 'broken', route: '/broken', code: hello }]);
  const file = path.join(workspace, 'functions/broken/function.json');
  await writeFile(file, broken);
  const studio = await launch();
  const functions = new FunctionsScreen(studio.window);
  await functions.open();
  await expect(functions.row('broken')).toContainText('Damaged');
  await expect(functions.row('broken')).toContainText('functions/broken/function.json');
  await functions.openFunction('broken');
  await expect(studio.window.getByText('This function cannot be opened')).toBeVisible();
  expect(await readFile(file, 'utf8')).toBe(broken);
  expect((await callHttp(`${await studio.url()}/fn/hello`)).status).toBe(200);
});

test('on a full or read-only disk the edit is kept in memory, and the window says why it is not saved', async ({
  launch,
  workspace,
}) => {
  const disk = path.join(workspace, 'disk');
  test.skip(!(await mountSmallDisk(disk)), 'only the administrator may mount a disk');
  try {
    await seedFunctions(disk, [{ name: 'hello', route: '/hello', code: hello }]);
    const studio = await launch({ workspace: disk });
    const { window } = studio;
    await new FunctionsScreen(window).openFunction('hello');
    const editor = new Editor(studio, 'hello');
    await editor.replaceCode(hello.replace('hello', 'changed'));
    const refused = window.getByRole('alert').filter({ hasText: 'Not saved' });
    const filler = path.join(disk, 'filler');
    await expect(writeFile(filler, Buffer.alloc(8_388_608))).rejects.toThrow('ENOSPC');
    await window.keyboard.press('ControlOrMeta+S');
    await expect(refused).toContainText('the disk is full. Free some space');
    await expect(editor.savedState).toHaveText(/Unsaved/);
    await expect(editor.lines).toContainText('changed');
    await editor.run();
    await expect(editor.response).toContainText('changed');
    await rm(filler);
    await editor.save();
    await expect(refused).toHaveCount(0);
    const saved = () => readFile(path.join(disk, 'functions/hello/index.js'), 'utf8');
    expect(await saved()).toContain('changed');
    await studio.close();

    await mount('-o', 'remount,ro', disk);
    const onReadOnly = await launch({ workspace: disk });
    const again = new Editor(onReadOnly, 'hello');
    const readOnly = onReadOnly.window.getByText('This workspace cannot be written to and is read-only');
    await expect(readOnly).toBeVisible();
    await new FunctionsScreen(onReadOnly.window).openFunction('hello');
    await again.replaceCode(hello.replace('hello', 'twice'));
    await onReadOnly.window.keyboard.press('ControlOrMeta+S');
    const stillRefused = onReadOnly.window.getByRole('alert').filter({ hasText: 'Not saved' });
    await expect(stillRefused).toContainText('the disk is read-only. Choose another disk, or make this one writable');
    await expect(again.savedState).toHaveText(/Unsaved/);
    await again.run();
    await expect(again.response).toContainText('twice');
    expect(await saved()).toContain('changed');
    await mount('-o', 'remount,rw', disk);
    await onReadOnly.window.getByRole('button', { name: 'Open it again' }).click();
    await expect(readOnly).toHaveCount(0);
    await expect(new Frame(onReadOnly.window).engineLamp).toHaveText('Running');
    await again.save();
    expect(await saved()).toContain('twice');
    await onReadOnly.close();
  } finally {
    await promisify(execFile)('umount', ['--lazy', disk]);
  }
});

const mount = (...args: string[]) => promisify(execFile)('mount', args);

/** A disk of its own, 8 MB large; false where that is not allowed. */
async function mountSmallDisk(folder: string): Promise<boolean> {
  await mkdir(folder);
  return mount('-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder).then(
    () => true,
    () => false,
  );
}
