import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { _electron, type ElectronApplication, type Page } from '@playwright/test';

import { rememberWelcome } from '../../e2e/fixtures/remember-welcome.ts';
import { seedFunctions } from '../../e2e/fixtures/seed-functions.ts';
import { load } from '../load.ts';
import { helloFunction } from '../peers/nexo.ts';
import { median, spread } from '../report.ts';
import { atMost, type Scenario } from '../scenario.ts';

const root = path.resolve(import.meta.dirname, '../..');
const typed = 'const answer = 6 * 7; ';

/** The app in its window: from the start of the program to a window one can use, and frames while one types. */
export const desktop: Scenario = {
  name: 'desktop',
  async run({ short }) {
    const starts: Started[] = [];
    const frames = { quiet: [] as number[], loaded: [] as number[] };
    for (let round = 0; round < (short ? 1 : 5); round++) {
      await withStudio(async (studio) => {
        starts.push(studio);
        await openEditor(studio.window);
        frames.quiet.push(await longestFrame(studio.window, short));
        const url = `${studio.url}/fn/hello`;
        const durationMs = short ? 1_500 : 10_000;
        const under = load({ url, connections: 16, durationMs });
        frames.loaded.push(await longestFrame(studio.window, short));
        if ((await under).failed > 0) throw new Error('requests failed while somebody typed');
      });
    }
    const usable = median(starts.map(({ usableMs }) => usableMs));
    const ms = (values: readonly number[]): string => spread(values, 0);
    return {
      tables: [
        {
          title: `Desktop: ${starts.length} starts, median (min–max)`,
          rows: [
            {
              'window usable ms': ms(starts.map(({ usableMs }) => usableMs)),
              'engine ready ms': ms(starts.map(({ readyMs }) => readyMs)),
              'longest frame typing ms': ms(frames.quiet),
              'under load ms': ms(frames.loaded),
            },
          ],
        },
      ],
      aims: [
        atMost('desktop: start to usable window', 1.5, usable / 1_000, ' s'),
        atMost('desktop: longest frame, typing under load', 50, median(frames.loaded), ' ms', 0),
      ],
    };
  },
};

interface Started {
  app: ElectronApplication;
  window: Page;
  url: string;
  usableMs: number;
  readyMs: number;
}

async function withStudio(use: (studio: Started) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nexo-bench-desktop-'));
  const workspace = path.join(folder, 'functions');
  await rememberWelcome(path.join(folder, 'data'));
  await seedFunctions(workspace, [{ name: 'hello', route: '/hello', code: helloFunction }]);
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env;
  const startedAt = performance.now();
  const app = await _electron.launch({
    cwd: root,
    args: ['.', '--disable-gpu', `--user-data-dir=${path.join(folder, 'data')}`, '--lang=en-US'],
    env: { ...(environment as Record<string, string>), NEXO_WORKSPACE: workspace, NEXO_ADDR: '127.0.0.1:0' },
  });
  try {
    const window = await app.firstWindow();
    await window.getByRole('main').waitFor();
    const usableMs = performance.now() - startedAt;
    const address = await window
      .getByRole('contentinfo')
      .getByText(/^127\.0\.0\.1:\d+$/)
      .innerText();
    await use({ app, window, url: `http://${address}`, usableMs, readyMs: performance.now() - startedAt });
  } finally {
    // Text that was typed and not saved would ask.
    app.process().kill('SIGKILL');
    await app.waitForEvent('close').catch(() => {});
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

async function openEditor(window: Page): Promise<void> {
  await window.keyboard.press('Alt+3');
  await window.getByRole('button', { name: 'hello', exact: true }).click();
  const lines = window.locator('.view-lines');
  await lines.getByText('handler').first().waitFor();
  await lines.click();
}

/** Types at a fast typist's pace, and tells the longest time between two frames meanwhile. */
async function longestFrame(window: Page, short: boolean): Promise<number> {
  const frames = window.evaluate(
    (durationMs) =>
      new Promise<number>((resolve) => {
        const startedAt = performance.now();
        let latest = startedAt;
        let longest = 0;
        const frame = (): void => {
          const now = performance.now();
          longest = Math.max(longest, now - latest);
          latest = now;
          if (now - startedAt < durationMs) requestAnimationFrame(frame);
          else resolve(longest);
        };
        requestAnimationFrame(frame);
      }),
    short ? 1_000 : 8_000,
  );
  await window.keyboard.type(typed.repeat(short ? 1 : 5), { delay: 60 });
  return frames;
}
