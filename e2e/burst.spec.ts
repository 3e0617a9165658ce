import type { Stats } from '../src/contract/stats.ts';
import { callHttp } from './fixtures/http.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { Editor } from './screens/editor.ts';
import { FunctionsScreen } from './screens/functions.ts';

test.setTimeout(180_000);

test('many requests are sent at once, and measured', async ({ studio, workspace }) => {
  const { window } = studio;
  const code = `export default { async fetch() {
  await new Promise((resolve) => setTimeout(resolve, 50));
  return new Response('ok', { status: Math.random() < 0.9 ? 200 : 503 });
} };
`;
  await seedFunctions(workspace, [
    { name: 'busy', route: '/busy', code },
    { name: 'other', route: '/other', code: 'function handler() { return 1; }\n' },
    { name: 'loop', route: '/loop', code: 'function handler() { while (true) {} }\n' },
  ]);
  await new FunctionsScreen(window).openFunction('busy');
  await expect(new Editor(studio, 'busy').lines).toContainText('Response');
  await window.getByRole('tab', { name: 'Burst' }).click();
  const pane = window.getByRole('region', { name: 'Burst' });
  await pane.getByRole('textbox', { name: 'Requests' }).fill('0');
  await expect(pane.getByRole('alert')).toContainText('From 1 to');
  await expect(pane.getByRole('button', { name: 'Start' })).toBeDisabled();
  await pane.getByRole('textbox', { name: 'Requests' }).fill('300');
  await pane.getByRole('button', { name: 'Start' }).click();
  await expect(pane.getByRole('status')).toContainText('300 of 300');
  await expect(pane.getByRole('img', { name: /half of them at most/ })).toBeVisible();

  await test.step('stopped under load, it sends nothing more, and what was measured stays', async () => {
    const url = await studio.url();
    await pane.getByRole('textbox', { name: 'Requests' }).fill('100000');
    await pane.getByRole('button', { name: 'Start' }).click();
    const progress = pane.getByRole('progressbar', { name: 'Requests answered' });
    await expect.poll(async () => Number(await progress.getAttribute('aria-valuenow'))).toBeGreaterThan(100);
    await expect(pane.getByRole('status')).toContainText('503');
    const others = await Promise.all(Array.from({ length: 10 }, () => callHttp(`${url}/fn/other`)));
    expect(others.map(({ status }) => status)).toEqual(others.map(() => 200));
    await pane.getByRole('button', { name: 'Stop' }).click();
    await expect(pane.getByRole('button', { name: 'Start' })).toBeEnabled();
    const stats = async () => JSON.parse((await callHttp(`${url}/stats`)).body) as Stats;
    await expect.poll(async () => (await stats()).pool.running).toBe(0);
    const { requests } = await stats();
    expect(requests).toBeLessThan(100_000);
    await callHttp(`${url}/fn/other`);
    expect((await stats()).requests).toBe(requests + 1);
    expect(Number(await progress.getAttribute('aria-valuenow'))).toBeLessThan(100_000);
    await expect(pane.getByRole('img', { name: /half of them at most/ })).toBeVisible();
  });

  await test.step('failures are counted by what they were', async () => {
    await new FunctionsScreen(window).openFunction('loop');
    await pane.getByRole('textbox', { name: 'Requests' }).fill('3');
    await pane.getByRole('textbox', { name: 'At once' }).fill('3');
    await pane.getByRole('button', { name: 'Start' }).click();
    await expect(pane.getByRole('status')).toContainText(/3 of 3.*500.*3/);
  });
});
