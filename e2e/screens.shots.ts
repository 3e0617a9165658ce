import { setTimeout as wait } from 'node:timers/promises';
import path from 'node:path';

import type { Studio } from './fixtures/studio.ts';
import { callSamples, sampleFunctions } from './fixtures/sample-workspace.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';

/**
 * Takes the pictures of every screen; run by `npm run screenshots`. The wide English ones are those of the README, in
 * docs/images; the others are for looking at, in test-results/pictures. The Chinese ones need a Chinese font.
 */
const shown = path.join(import.meta.dirname, '../docs/images');
const lookedAt = path.join(import.meta.dirname, '../test-results/pictures');

const variants = [
  { name: 'light', theme: 'light', language: 'en-US', width: 1600, height: 1000 },
  { name: 'dark', theme: 'dark', language: 'en-US', width: 1600, height: 1000 },
  { name: 'narrow', theme: 'light', language: 'en-US', width: 1000, height: 720 },
  { name: 'narrow-dark', theme: 'dark', language: 'en-US', width: 1000, height: 720 },
  { name: 'zh-cn', theme: 'light', language: 'zh-CN', width: 1600, height: 1000 },
  { name: 'zh-cn-dark', theme: 'dark', language: 'zh-CN', width: 1600, height: 1000 },
] as const;

/** Long enough for the dashboard's charts to have a shape. */
const trafficSeconds = 24;
test.setTimeout(240_000);

for (const { name, theme, language, width, height } of variants) {
  test(`pictures, ${name}`, async ({ launch, workspace: parent }) => {
    const workspace = path.join(parent, 'my-functions');
    await seedFunctions(workspace, sampleFunctions);
    const studio = await launch({ workspace, language, addr: '127.0.0.1:3000' });
    const { app, window } = studio;
    await app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
    await window.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await makeTraffic(await studio.url());
    const folder = name === 'light' || name === 'dark' ? shown : lookedAt;
    const picture = (screen: string) => window.screenshot({ path: path.join(folder, `${screen}-${name}.png`) });

    for (const [number, screen] of ['home', 'dashboard', 'functions'].entries()) {
      await window.keyboard.press(`Alt+${number + 1}`);
      await settled(studio);
      await picture(screen);
    }
    await window.getByRole('button', { name: 'orders', exact: true }).click();
    await window.locator('.view-lines').getByText('prices').first().waitFor();
    await window.keyboard.press('ControlOrMeta+Enter');
    await window.getByTestId('response').getByText('"total"').waitFor();
    await settled(studio);
    await picture('editor');

    await window.keyboard.press('Alt+3');
    await window.getByRole('button', { name: 'endless', exact: true }).click();
    await window.locator('.view-lines').getByText('spins').first().waitFor();
    await window.keyboard.press('ControlOrMeta+Enter');
    await window.getByTestId('response').getByRole('alert').waitFor();
    await settled(studio);
    await picture('limit');

    await window.keyboard.press('ControlOrMeta+Shift+H');
    await settled(studio);
    await picture('versions');
    await window.keyboard.press('Escape');

    await window.keyboard.press('Alt+5');
    await window.getByRole('row').filter({ hasText: '/orders/' }).first().click();
    await settled(studio);
    await picture('calls');

    await window.keyboard.press('ControlOrMeta+Comma');
    await settled(studio);
    await picture('settings');

    await window.keyboard.press('ControlOrMeta+K');
    await settled(studio);
    await picture('palette');
    await window.keyboard.press('Escape');

    await window.keyboard.press('ControlOrMeta+Shift+E');
    await settled(studio);
    await picture('export');
  });
}

/** A day in the life of a workspace, in short: calls for some seconds, unevenly. */
async function makeTraffic(url: string): Promise<void> {
  for (let round = 0; round < trafficSeconds * 4; round++) {
    await callSamples(url, round);
    await wait(250 - (round % 3) * 60);
  }
}

/** Fonts are there, nothing loads, and the pointer rests where it lights nothing up. */
async function settled({ window }: Studio): Promise<void> {
  await window.mouse.move(0, 0);
  await window.evaluate(() => document.fonts.ready);
  await expect(window.locator('.animate-spin, .animate-pulse, .bg-hover[class*="breathe"]')).toHaveCount(0);
}
