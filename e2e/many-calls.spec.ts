import { writeFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { fillHistory } from './fixtures/fill-history.ts';
import { expect, test } from './fixtures/test.ts';
import { CallsList } from './screens/calls.ts';

const count = 100_000;
/** A list of any length draws what is in sight and a little around it. */
const mostRows = 90;

test('100,000 calls are walked from end to end and filtered by keyboard', async ({ launch, workspace }, testInfo) => {
  await fillHistory(workspace, count);
  const { window, url } = await launch();
  await url();
  const tasks = await recordLongTasks(window);
  const calls = new CallsList(window);
  const chosen = calls.grid.locator('[aria-selected=true]');
  const drawn = async (): Promise<number> => calls.rows.count();

  await window.keyboard.press('Alt+5');
  await expect(calls.grid).toHaveAttribute('aria-rowcount', String(count + 1));
  await calls.grid.focus();
  await test.step('to the oldest, back to the newest, and by pages in between', async () => {
    await window.keyboard.press('End');
    await expect(chosen).toContainText('/n/0?');
    await expect(calls.details).toContainText('/n/0?page=0');
    expect(await drawn()).toBeLessThan(mostRows);
    await window.keyboard.press('ArrowUp');
    await expect(chosen).toContainText('/n/1?');
    await window.keyboard.press('Home');
    await expect(chosen).toContainText(`/n/${count - 1}?`);
    for (let page = 0; page < 40; page++) await window.keyboard.press('PageDown');
    await expect(chosen).toHaveCount(1);
    await expect(chosen).not.toContainText(`/n/${count - 1}?`);
    expect(await drawn()).toBeLessThan(mostRows);
  });

  await test.step('a filter is answered over all of them', async () => {
    await calls.filter.fill('fn:odd status:>=500');
    await expect(calls.grid).toHaveAttribute('aria-rowcount', String(count / 10 + 1));
    await calls.grid.focus();
    await window.keyboard.press('End');
    await expect(chosen).toContainText('/n/9?');
    expect(await drawn()).toBeLessThan(mostRows);
  });

  await testInfo.attach('window', { body: await window.screenshot(), contentType: 'image/png' });
  // How long the page was busy at a time is for people to look at: it says more of the machine than of the page.
  const file = testInfo.outputPath('long-tasks.json');
  await writeFile(file, JSON.stringify(await tasks(), null, 2));
  await testInfo.attach('long-tasks', { path: file });
});

/** Collects what kept the page from answering for more than 50 ms, from now on. */
async function recordLongTasks(window: Page): Promise<() => Promise<{ startMs: number; durationMs: number }[]>> {
  const recorded = await window.evaluateHandle(() => {
    const tasks: { startMs: number; durationMs: number }[] = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) tasks.push({ startMs: startTime, durationMs: duration });
    }).observe({ type: 'longtask' });
    return tasks;
  });
  return () => recorded.jsonValue();
}
