import { AxeBuilder } from '@axe-core/playwright';

import { callHttp } from './fixtures/http.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { CallsList } from './screens/calls.ts';
import { Editor } from './screens/editor.ts';
import { Frame, type RailScreen } from './screens/frame.ts';
import { FunctionsScreen } from './screens/functions.ts';

test.setTimeout(240_000);

const functions = [
  { name: 'hello', route: '/hello', code: "function handler() {\n  console.warn('hi');\n  return 'hello';\n}\n" },
  { name: 'loop', route: '/loop', code: 'function handler() {\n  while (true) {}\n}\n' },
];

for (const theme of ['Light', 'Dark'] as const) {
  test(`no screen has an accessibility fault axe can find, ${theme.toLowerCase()}`, async ({ launch, workspace }) => {
    await seedFunctions(workspace, functions);
    const studio = await launch({ firstStart: true });
    const { window } = studio;
    await window.emulateMedia({ colorScheme: theme === 'Light' ? 'light' : 'dark', reducedMotion: 'reduce' });
    await window.getByRole('dialog', { name: 'Welcome to Nexo Studio' }).waitFor();
    expect.soft(await faults(window, 'dialog'), 'Welcome').toEqual([]);
    await window.getByRole('button', { name: 'Skip' }).last().click();
    const url = await studio.url();
    for (const path of ['/hello', '/loop', '/hello?again']) await callHttp(`${url}/fn${path}`);
    const frame = new Frame(window);
    await frame.chooseTheme(theme);

    for (const screen of ['Home', 'Dashboard', 'Functions', 'Calls', 'Settings'] satisfies RailScreen[]) {
      await frame.open(screen);
      expect.soft(await faults(window), screen).toEqual([]);
    }
    await new FunctionsScreen(window).openFunction('loop');
    const editor = new Editor(studio, 'loop');
    await expect(editor.lines).toContainText('while');
    await editor.run();
    await expect(editor.response.getByRole('alert')).toBeVisible();
    expect.soft(await faults(window), 'Editor').toEqual([]);
    await frame.newFunction.click();
    await window.getByRole('dialog').waitFor();
    expect.soft(await faults(window, 'dialog'), 'New function').toEqual([]);
    await window.keyboard.press('Escape');
    const dialogs = [
      ['All commands', () => window.keyboard.press('ControlOrMeta+K')],
      ['Keyboard shortcuts', () => frame.command('Keyboard shortcuts')],
      ['Settings of loop', () => frame.command('Settings of this function')],
      ['Notifications', () => frame.command('Notifications')],
      ['Switch environment…', () => frame.command('Switch environment')],
    ] as const;
    for (const [name, open] of dialogs) {
      await open();
      await window.getByRole('dialog', { name }).waitFor();
      expect.soft(await faults(window, 'dialog'), name).toEqual([]);
      await window.keyboard.press('Escape');
      await expect(window.getByRole('dialog')).toHaveCount(0);
    }
    const look = async (name: string): Promise<void> => {
      await window.getByRole('dialog', { name }).waitFor();
      expect.soft(await faults(window, 'dialog'), name).toEqual([]);
      await window.keyboard.press('Escape');
      await expect(window.getByRole('dialog')).toHaveCount(0);
    };

    await window.keyboard.press('ControlOrMeta+Shift+H');
    await window.locator('.monaco-diff-editor').waitFor();
    await look('Versions of loop');
    await window.keyboard.press('ControlOrMeta+Shift+E');
    await look('Export');
    for (const tab of ['Burst', 'Tests']) {
      await window.getByRole('tab', { name: tab }).click();
      expect.soft(await faults(window), tab).toEqual([]);
    }
    await window.getByRole('button', { name: 'New test' }).last().click();
    await look('New test');

    await frame.command('Environments and secrets');
    await window.getByRole('button', { name: 'Import .env…' }).click();
    const importing = window.getByRole('dialog', { name: 'Import into dev' });
    await importing.getByRole('textbox').fill('MODE=production\nAPI_KEY="value"');
    await importing.getByRole('list').waitFor();
    await look('Import into dev');
    const calls = new CallsList(window);
    await frame.open('Calls');
    await calls.rows.first().click();
    await calls.details.getByRole('button', { name: 'Replay', exact: true }).click();
    await calls.details.getByRole('button', { name: 'Compare…' }).click();
    await window.locator('.monaco-diff-editor').waitFor();
    await look('Recorded call and replay');
  });
}

/** In all of the window, or in the dialog that is open and keeps everything else out of reach. */
async function faults(window: Parameters<typeof build>[0], dialog?: 'dialog'): Promise<string[]> {
  const axe = build(window);
  const { violations } = await (dialog === undefined ? axe : axe.include('[role=dialog]')).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

/** Monaco's own parts are theirs; everything around them is ours. Electron cannot open the extra page axe likes to use. */
function build(page: ConstructorParameters<typeof AxeBuilder>[0]['page']): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode(true).exclude('.monaco-editor');
}
