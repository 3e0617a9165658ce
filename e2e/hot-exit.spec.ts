import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Page } from '@playwright/test';

import { lengthOf } from '../tests/safety/case-count.ts';
import { countCases } from './fixtures/count-cases.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { FunctionsScreen } from './screens/functions.ts';

const code = "export const handler = () => 'ok';\n";
const files = ['shared/money.js', 'functions/cart/index.js', 'functions/shop/lib/price.js'];

const trials = Number(process.env['NEXO_KILL_TRIALS'] ?? lengthOf({ short: 1, full: 100 }));
const mostLostMs = 1_000;
/** A hundred starts on a machine that has other work to do. */
const patience = { timeout: 60_000 };

/** A line as it was typed: how much of it was there, and when. */
interface Typed {
  text: string;
  at: number;
}

test(
  'a crash of everything costs at most the last second of typing',
  { tag: '@g14' },
  async ({ launch, workspace }) => {
    countCases(test.info(), trials);
    test.setTimeout(120_000 + trials * 120_000);
    await seedFunctions(workspace, [
      { name: 'cart', route: '/cart', code },
      { name: 'shop', route: '/shop', code },
    ]);
    for (const file of files) {
      await mkdir(path.join(workspace, path.dirname(file)), { recursive: true });
      await writeFile(path.join(workspace, file), code);
    }
    const known = new Map(files.map((file) => [file, code.trimEnd()]));
    const lost: number[] = [];
    let studio = await launch();
    await studio.url();
    await new FunctionsScreen(studio.window).openFunction('cart');
    for (let trial = 0; trial < trials; trial += 1) {
      const file = files[trial % files.length] ?? '';
      await show(studio.window, file);
      const typed = await typeFor(studio.window, `// ${trial} `, mostLostMs + 200 + ((trial * 379) % 1_900));
      const killedAt = performance.now();
      await studio.kill();

      studio = await launch();
      await studio.url();
      const { window } = studio;
      await expect.poll(() => firstLine(window, file), patience).toMatch(new RegExp(`^// ${trial}\\b`));
      const left = await firstLine(window, file);
      const survived = typed.findLastIndex(({ text }) => text === left);
      expect(survived, `trial ${trial} left "${left}"`).toBeGreaterThanOrEqual(0);
      const firstLost = typed[survived + 1];
      lost.push(firstLost === undefined ? 0 : killedAt - firstLost.at);
      known.set(file, left);
      for (const [other, line] of known) await expect.poll(() => firstLine(window, other), patience).toBe(line);
    }
    const most = Math.round(Math.max(...lost));
    const damaged = lost.filter((ms) => ms > 0).length;
    process.stdout.write(`${trials} kills, ${damaged} lost something, at most the last ${most} ms\n`);
    expect(most).toBeLessThanOrEqual(mostLostMs);
  },
);

async function show(window: Page, file: string): Promise<void> {
  await window.keyboard.press('ControlOrMeta+P');
  await window.keyboard.type(file);
  await expect(window.getByRole('option').first()).toBeVisible(patience);
  await window.keyboard.press('Enter');
  const id = /^functions\/(\w+)\/index\.js$/.exec(file)?.[1];
  await expect(window.getByRole('textbox', { name: id === undefined ? file : `Code of ${id}` })).toBeFocused(patience);
  await window.keyboard.press('ControlOrMeta+Home');
}

/** The line the person would see first; a file's own tab is shown for it. */
async function firstLine(window: Page, file: string): Promise<string> {
  await show(window, file);
  const lines = await window.locator('.view-lines .view-line').all();
  const placed = await Promise.all(
    lines.map(async (line) => ({ top: (await line.boundingBox())?.y ?? Infinity, text: await line.textContent() })),
  );
  return (placed.toSorted((a, b) => a.top - b.top)[0]?.text ?? '').replaceAll('\u00a0', ' ');
}

/** Types a new first line, a key at a time, and says what had been typed when. */
async function typeFor(window: Page, start: string, ms: number): Promise<Typed[]> {
  for (const key of ['Enter', 'ArrowUp']) await window.keyboard.press(key);
  const begun = performance.now();
  const typed: Typed[] = [];
  let text = '';
  const type = async (sign: string): Promise<void> => {
    await window.keyboard.press(sign === ' ' ? 'Space' : sign);
    text += sign;
    typed.push({ text, at: performance.now() });
  };
  for (const sign of start) await type(sign);
  for (let index = 0; performance.now() - begun < ms; index += 1) await type(String.fromCodePoint(97 + (index % 26)));
  return typed;
}
