/**
 * `npm run verify:safety`: the figures of docs/security.md as one table, counted from what the last `npm test` wrote.
 * Without its reports, for figures named in the arguments (`g1 g5`), and with `--full`, the length of a release, the
 * tests of the figures run first. Fails where a row failed or tried too few cases; with `--full` also where nobody measured.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import { figures } from '../tests/safety/figures.ts';
import { build } from './build.ts';
import { onDisplay, packageScript, root, run } from './project.ts';
import { measuredByPlaywright, measuredByVitest, type PlaywrightReport, type VitestReport } from './safety/measured.ts';
import { isGood, rowsOf, tableOf, type Length } from './safety/rows.ts';
import { setupElectron } from './setup-electron.ts';

const args = process.argv.slice(2).map((arg) => arg.toLowerCase());
const length: Length = args.includes('--full') ? 'full' : 'short';
const named = args.filter((arg) => arg !== '--full');
const asked = named.length > 0 ? figures.filter(({ tag }) => named.includes(tag)) : figures;
if (asked.length < named.length) {
  console.error(`The figures are ${figures.map(({ tag }) => tag).join(', ')}.`);
  process.exit(2);
}

const ofTests = path.join(root, 'test-results');
const ofFigures = path.join(root, 'test-results/safety');
const runsFirst = named.length > 0 || length === 'full' || !existsSync(path.join(ofTests, 'vitest.json'));
// A file that does not load has no failed case to count.
const hasRunWell = !runsFirst || (await runFigures());
const reports = runsFirst ? ofFigures : ofTests;
const measured = [
  ...measuredByVitest(await read<VitestReport>('vitest.json')),
  ...measuredByPlaywright(await read<PlaywrightReport>('playwright.json')),
];
const rows = rowsOf(asked, measured, length);
console.log(`\n${tableOf(rows, length)}`);
if (!hasRunWell) console.error('\nNot all tests ran to their end, or passed; see above.');
process.exit(hasRunWell && isGood(rows, length) ? 0 : 1);

/** Resolves with whether both runners were content. */
async function runFigures(): Promise<boolean> {
  await setupElectron();
  await build('engine');
  await build('app');
  await rm(ofFigures, { recursive: true, force: true });
  await mkdir(ofFigures, { recursive: true });
  const tags = asked.map(({ tag }) => tag);
  const env = {
    ...process.env,
    NEXO_SAFETY: length,
    PLAYWRIGHT_JSON_OUTPUT_NAME: path.join(ofFigures, 'playwright.json'),
  };
  const vitest = ['--reporter=default', '--reporter=json', `--outputFile.json=${path.join(ofFigures, 'vitest.json')}`];
  const only = `--tagsFilter=${tags.join(' || ')}`;
  const tests = await run(packageScript('vitest/vitest.mjs', 'run', '--passWithNoTests', only, ...vitest), { env });
  const tagged = `@(${tags.join('|')})\\b`;
  const journeys = ['test', '--grep', tagged, '--pass-with-no-tests', '--reporter=list,json'];
  const windows = await run(onDisplay(packageScript('@playwright/test/cli.js', ...journeys)), { env });
  return tests === 0 && windows === 0;
}

/** A report that is not there has measured nothing. */
async function read<Report extends object>(name: string): Promise<Report> {
  const text = await readFile(path.join(reports, name), 'utf8').catch(() => '{}');
  return JSON.parse(text) as Report;
}
