import { callHttp } from './fixtures/http.ts';
import { seedFunctions } from './fixtures/seed-functions.ts';
import { expect, test } from './fixtures/test.ts';
import { Editor } from './screens/editor.ts';
import { FunctionsScreen } from './screens/functions.ts';

const code = `async function handler(request) {
  let sum = 0;
  for (let i = 0; i < 500; i++) {
    sum += i;
  }
  if (request.method === 'POST') {
    return 'posted';
  }
  return { sum };
}
`;

test('lines say whether they ran', async ({ launch, workspace }) => {
  await seedFunctions(workspace, [
    { name: 'sums', route: '/sums', methods: ['GET', 'POST'], code: 'function handler() {}\n' },
  ]);
  const studio = await launch();
  const { window } = studio;
  await window.keyboard.press('Alt+3');
  await new FunctionsScreen(window).openFunction('sums');
  const sums = new Editor(studio, 'sums');
  await sums.replaceCode(code);
  await sums.run();
  await expect(sums.response).toContainText('124750');

  const marks = (kind: string) => window.locator(`.monaco-editor .${kind}`);
  await expect(marks('nexo-not-ran')).toHaveCount(1);
  await expect(marks('nexo-ran')).toHaveCount(6);
  // Which one is hot depends on what else the machine does: a line that waited its turn for 5 ms took longest.
  await expect(marks('nexo-ran-hot').first()).toBeVisible();
  await expect(
    marks('nexo-ran')
      .and(window.getByTitle(/Ran 500 times/))
      .first(),
  ).toBeVisible();
  // What is saved, in an isolate of its own; what waits takes the time.
  await sums.replaceCode(
    code.replace('return { sum }', 'await new Promise((done) => setTimeout(done, 600));\n  return { sum }'),
  );
  await sums.save();
  await sums.run();
  await expect(window.locator('.nexo-took')).toHaveText(/^≈.\d+.ms$/);
  await expect(marks('nexo-ran-hot')).toHaveAttribute('title', /Ran 1 time in the last run or replay, about \d+ ms/);
  await expect(marks('nexo-ran')).toHaveCount(7);
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(window.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await expect(marks('nexo-ran-hot')).toHaveCount(1);
    await expect(marks('nexo-ran')).toHaveCount(7);
    await window.screenshot({ path: test.info().outputPath(`run-marks-${colorScheme}.png`) });
  }

  // A call from elsewhere is not counted; its replay is.
  await callHttp(`${await studio.url()}/fn/sums`, { method: 'POST' });
  await sums.calls.filter({ hasText: 'POST' }).first().click();
  await window.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(sums.response).toContainText('124750');
  await expect(marks('nexo-not-ran')).toHaveCount(2);
  await expect(
    marks('nexo-ran')
      .and(window.getByTitle(/Ran 1 time/))
      .first(),
  ).toBeVisible();

  const toggle = window.getByRole('button', { name: 'Mark the lines a run ran' });
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  await toggle.click();
  await expect(marks('nexo-ran')).toHaveCount(0);
});
