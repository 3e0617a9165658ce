import { setTimeout as wait } from 'node:timers/promises';
import path from 'node:path';

import type { Studio } from './fixtures/studio.ts';
import { callSamples, sampleFunctions } from './fixtures/sample-workspace.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';

/** Takes the pictures in docs/images; run by `npm run screenshots`. */
const folder = path.join(import.meta.dirname, '../docs/images');

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
test.setTimeout(180_000);

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
  await expect(window.locator('.animate-spin, .animate-pulse')).toHaveCount(0);
}
