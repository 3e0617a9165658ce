import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { lengthOf } from '../tests/safety/case-count.ts';
import { callHttp } from './fixtures/http.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { CallsList } from './screens/calls.ts';
import { Editor } from './screens/editor.ts';
import { Frame, type RailScreen } from './screens/frame.ts';
import { FunctionsScreen } from './screens/functions.ts';

test.setTimeout(360_000);

type Theme = 'light' | 'dark';

const functions = [
  { name: 'hello', route: '/hello', code: "function handler() {\n  console.warn('hi');\n  return 'hello';\n}\n" },
  { name: 'loop', route: '/loop', code: 'function handler() {\n  while (true) {}\n}\n' },
];

test('no screen has an accessibility fault axe can find, light or dark', async ({ launch, workspace }) => {
  await seedFunctions(workspace, functions);
  // No keyring, so that the settings ask for a passphrase.
  const studio = await launch({ firstStart: true, opens: ['--password-store=basic'] });
  const { window } = studio;
  const themes: Theme[] = ['dark', 'light'];
  await show(window, 'light');
  await window.getByRole('dialog', { name: 'Welcome to Nexo Studio' }).waitFor();
  await look('Welcome', 'dialog');
  await window.getByRole('button', { name: 'Skip' }).last().click();
  const url = await studio.url();
  for (const path of ['/hello', '/loop', '/hello?again']) await callHttp(`${url}/fn${path}`);
  const frame = new Frame(window);

  for (const screen of ['Home', 'Dashboard', 'Functions', 'Calls', 'Settings'] satisfies RailScreen[]) {
    await frame.open(screen);
    await look(screen);
  }
  await new FunctionsScreen(window).openFunction('loop');
  const editor = new Editor(studio, 'loop');
  await expect(editor.lines).toContainText('while');
  await editor.run();
  await expect(editor.response.getByRole('alert')).toBeVisible();
  await look('Editor');
  await frame.newFunction.click();
  await window.getByRole('dialog').waitFor();
  await look('New function', 'dialog');
  await window.keyboard.press('Escape');
  const dialogs = [
    ['All commands', () => window.keyboard.press('ControlOrMeta+K')],
    ['Keyboard shortcuts', () => frame.command('Keyboard shortcuts')],
    ['Settings of loop', () => frame.command('Settings of this function')],
    ['Notifications', () => frame.command('Notifications')],
    ['Switch environment…', () => frame.command('Switch environment')],
    ['Rename loop', () => frame.command('Rename this function')],
  ] as const;
  for (const [name, open] of dialogs) {
    await open();
    await lookAtDialog(name);
  }

  for (const tab of ['Problems', 'Find', 'Packages']) {
    await window.getByRole('tab', { name: tab }).click();
    await look(tab);
  }
  await window.keyboard.press('ControlOrMeta+Shift+H');
  await window.locator('.monaco-diff-editor').waitFor();
  await lookAtDialog('Versions of loop');
  await window.keyboard.press('ControlOrMeta+Shift+E');
  await lookAtDialog('Export');
  for (const tab of ['Burst', 'Tests']) {
    await window.getByRole('tab', { name: tab }).click();
    await look(tab);
  }
  await window.getByRole('button', { name: 'New test' }).last().click();
  await lookAtDialog('New test');

  await frame.command('Environments and secrets');
  await window.getByRole('button', { name: 'Import .env…' }).click();
  const importing = window.getByRole('dialog', { name: 'Import into dev' });
  await importing.getByRole('textbox').fill('MODE=production\nAPI_KEY="value"');
  await importing.getByRole('list').waitFor();
  await lookAtDialog('Import into dev');
  const calls = new CallsList(window);
  await frame.open('Calls');
  await calls.rows.first().click();
  await calls.details.getByRole('button', { name: 'Replay', exact: true }).click();
  await calls.details.getByRole('button', { name: 'Compare…' }).click();
  await window.locator('.monaco-diff-editor').waitFor();
  await lookAtDialog('Recorded call and replay');

  /** In both themes, the one in sight first: one walk through the screens shows each in either. */
  async function look(name: string, part?: 'dialog'): Promise<void> {
    themes.reverse();
    for (const [index, theme] of themes.entries()) {
      await show(window, theme);
      const rules = index === 0 ? 'all' : 'of colour';
      expect.soft(await faults(window, rules, part), `${name}, ${theme}`).toEqual([]);
      await takePictures(window, `${name.replaceAll(/\W+/g, '-')}-${theme}`, index);
    }
  }

  async function lookAtDialog(name: string): Promise<void> {
    await window.getByRole('dialog', { name }).waitFor();
    await look(name, 'dialog');
    await window.keyboard.press('Escape');
    await expect(window.getByRole('dialog')).toHaveCount(0);
  }
});

/** As the system asks for it; the theme of the app follows. */
async function show(window: Page, colorScheme: Theme): Promise<void> {
  const html = window.locator('html');
  // Electron forgets what is emulated when it hears of preferences; Playwright, which does not know, sends nothing twice.
  if ((await html.getAttribute('data-theme')) !== colorScheme) await window.emulateMedia({ colorScheme: null });
  await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await expect(html).toHaveAttribute('data-theme', colorScheme);
  // Short as they are then, colours that pass into one another are of neither theme.
  await window.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
}

/** Wide, and narrow, where panes take turns: in CI the first theme wide, the other narrow. */
const widths = lengthOf({ short: [[1_600], [1_000]], full: [[1_600], [1_600, 1_000]] });

/** For people to look at; the window is wide again after. */
async function takePictures(window: Page, name: string, index: number): Promise<void> {
  for (const width of widths[index] ?? []) {
    await window.setViewportSize({ width, height: 900 });
    await window.screenshot({ path: test.info().outputPath(`${name}-${width}.png`), animations: 'disabled' });
  }
  if (index > 0) await window.setViewportSize({ width: 1_600, height: 900 });
}

/** All that axe looks at which a theme can change: what stands there is the same in the other. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'];

/** In all of the window, or in the dialog that is open and keeps everything else out of reach. */
async function faults(window: Page, rules: 'all' | 'of colour', dialog?: 'dialog'): Promise<string[]> {
  const axe = build(window);
  if (rules === 'of colour') axe.withRules(rulesOfColour);
  if (dialog !== undefined) axe.include('[role=dialog]');
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

/**
 * Monaco's own parts are theirs; everything around them is ours. Electron cannot open the extra page axe likes to use.
 * Nobody reads what passes, so axe need not describe it.
 */
function build(page: Page): AxeBuilder {
  return new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(true)
    .exclude('.monaco-editor');
}
