import { callHttp } from './fixtures/http.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { CallsList } from './screens/calls.ts';
import { Editor } from './screens/editor.ts';
import { FunctionsScreen } from './screens/functions.ts';

const code = (text: string): string => `function handler() {\n  return Response.json({ text: '${text}' });\n}\n`;

test('save, publish by hand, go back, take that back, and see what a call would have been', async ({
  launch,
  workspace,
}) => {
  await seedFunctions(workspace, [{ name: 'price', route: '/price', code: code('one') }]);
  const studio = await launch();
  const { window } = studio;
  const url = await studio.url();
  const served = async (): Promise<string> => JSON.parse((await callHttp(`${url}/fn/price`)).body).text as string;
  expect(await served()).toBe('one');
  await new FunctionsScreen(window).openFunction('price');
  const editor = new Editor(studio, 'price');

  await test.step('saving publishes, and the header says which version is live', async () => {
    await expect(editor.savedState).toHaveText(/Live: v1/);
    await editor.replaceCode(code('two'));
    await editor.save();
    await expect(editor.savedState).toHaveText(/Live: v2$/);
    expect(await served()).toBe('two');
  });

  const dialog = window.getByRole('dialog', { name: 'Versions of price' });
  const published = dialog.getByRole('list', { name: 'Versions' }).getByRole('listitem');
  await test.step('a version says where it came from and what it changed; published by hand, a save waits', async () => {
    await window.keyboard.press('ControlOrMeta+Shift+H');
    await expect(published).toHaveCount(2);
    await expect(published.last()).toContainText('Found when the workspace was opened');
    await expect(dialog.locator('.monaco-diff-editor')).toContainText('two');
    const message = dialog.getByRole('textbox', { name: 'What v2 changed' });
    await expect(message).toHaveAttribute('placeholder', 'Saved');
    await message.fill('Two instead of one');
    await message.press('Enter');
    await expect(published.first()).toContainText('Two instead of one');
    await expect(dialog.getByRole('button', { name: 'Save' })).toHaveCount(0);
    await dialog.getByRole('combobox', { name: 'Publish' }).click();
    await window.getByRole('option', { name: 'by hand' }).click();
    await expect(dialog.getByRole('combobox', { name: 'Publish' })).toHaveText('by hand');
    await dialog.getByRole('button', { name: 'Close' }).click();
    // The same choice is in the function's settings, beside the workspace's.
    const settings = window.getByRole('dialog', { name: /^Settings of/ });
    const goesLive = settings.getByRole('combobox', { name: 'Code goes live' });
    const chooseInSettings = async (from: string, to: RegExp): Promise<void> => {
      await window.getByRole('button', { name: 'Settings of this function' }).click();
      await expect(goesLive).toHaveText(from);
      await goesLive.click();
      await window.getByRole('option', { name: to }).click();
      await settings.getByRole('button', { name: 'Save' }).click();
      await expect(settings).toHaveCount(0);
    };
    await chooseInSettings('When I publish', /^As this workspace/);
    await expect(window.getByRole('button', { name: 'Publish' })).toHaveCount(0);
    await chooseInSettings('As this workspace: When it is saved', /^When I publish/);
    await editor.replaceCode(code('three'));
    await editor.save();
    await expect(editor.savedState).toHaveText(/Live: v2 · 1 saved change not published/);
    expect(await served()).toBe('two');
    await editor.input.focus();
    await window.keyboard.press('ControlOrMeta+Shift+Enter');
    await expect(editor.savedState).toHaveText(/Live: v3$/);
    expect(await served()).toBe('three');
  });

  await test.step('an earlier version is live again with one press, and undone with another', async () => {
    await window.getByRole('button', { name: 'Versions' }).click();
    await dialog.getByRole('button', { name: /^v1/ }).click();
    await expect(published.nth(1)).toContainText('Two instead of one');
    await dialog.getByRole('button', { name: 'Go back to v1' }).click();
    await expect(published).toHaveCount(4);
    await dialog.getByRole('button', { name: 'Close' }).click();
    expect(await served()).toBe('one');
    await window.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(served).toBe('three');
    await expect(editor.lines).toContainText("'three'");
    // By one key, from within the code; once more takes it back.
    await editor.input.focus();
    await window.keyboard.press('ControlOrMeta+Shift+Backspace');
    await expect.poll(served).toBe('one');
    await window.keyboard.press('ControlOrMeta+Shift+Backspace');
    await expect.poll(served).toBe('three');
  });

  await test.step('a recorded call is repeated on another version, and both answers compared', async () => {
    await window.keyboard.press('Alt+5');
    const calls = new CallsList(window);
    await calls.rows.first().click();
    await calls.details.getByRole('button', { name: 'Compare…' }).click();
    const compare = window.getByRole('dialog', { name: 'Recorded call and replay' });
    await compare.getByRole('combobox', { name: 'with a replay on' }).click();
    await window.getByRole('option', { name: 'Version 2' }).click();
    await compare.getByRole('button', { name: 'Replay and compare' }).click();
    await expect(compare.getByRole('status')).toHaveText('Different');
    await expect(compare.locator('.monaco-diff-editor')).toContainText('two');
    await compare.getByRole('combobox', { name: 'Compare' }).click();
    await window.getByRole('option', { name: 'a replay on Version 1' }).click();
    await compare.getByRole('button', { name: 'Replay and compare' }).click();
    await expect(compare.getByRole('columnheader', { name: 'Replay v1' })).toBeVisible();
    await expect(compare.getByRole('columnheader', { name: 'Replay v2' })).toBeVisible();
    await expect(compare.locator('.monaco-diff-editor')).toContainText('one');
  });
});
