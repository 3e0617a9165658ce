import { AxeBuilder } from '@axe-core/playwright';

import { callHttp } from './fixtures/http.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { Editor } from './screens/editor.ts';
import { Frame, type RailScreen } from './screens/frame.ts';
import { FunctionsScreen } from './screens/functions.ts';

test.setTimeout(180_000);

const functions = [
  { name: 'hello', route: '/hello', code: "function handler() {\n  console.warn('hi');\n  return 'hello';\n}\n" },
  { name: 'loop', route: '/loop', code: 'function handler() {\n  while (true) {}\n}\n' },
];

for (const theme of ['Light', 'Dark'] as const) {
  test(`no screen has an accessibility fault axe can find, ${theme.toLowerCase()}`, async ({ launch, workspace }) => {
    await seedFunctions(workspace, functions);
    const studio = await launch();
    const { window } = studio;
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
