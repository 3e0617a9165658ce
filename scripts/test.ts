/**
 * `npm test`: unit and integration tests on the real engine, then the journeys in a real Electron window, on a
 * virtual display where there is none. `npm run e2e` (`--e2e`) runs only the journeys. Fails, too, when a process
 * is left over, and when a row of `npm run verify:safety`, which is shown at the end, has too few cases.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import { build } from './build.ts';
import { onDisplay, packageScript, root, run, runOrExit } from './project.ts';
import { setupElectron } from './setup-electron.ts';
import { nexoProcesses } from './stray-processes.ts';
import { unsteadyReport } from './unsteady-reporter.ts';

interface Tally {
  passed: number;
  failed: number;
  /** Of those that passed, the ones that did only when tried again. */
  unsteady: number;
}

const results = path.join(root, 'test-results');
const onlyJourneys = process.argv.includes('--e2e');
const extraArgs = process.argv.slice(2).filter((arg) => arg !== '--e2e');

await runOrExit(['sh', path.join(root, 'scripts/system-libraries.sh'), 'display']);
await setupElectron();
await build('engine');
await build('app');
await rm(results, { recursive: true, force: true });
await mkdir(results, { recursive: true });

const before = new Set((await nexoProcesses()).map(({ pid }) => pid));
const tallies: Tally[] = [];
if (!onlyJourneys) tallies.push(await runVitest());
tallies.push(await runPlaywright());
const left = (await nexoProcesses()).filter(({ pid }) => !before.has(pid));
for (const { pid, command } of left) console.error(`Left running by the tests: ${pid} ${command}`);

// Its counts are of all tests, on the system that has all of them.
const isWhole = !onlyJourneys && extraArgs.length === 0 && process.platform === 'linux';
const table = isWhole ? await run([process.execPath, path.join(root, 'scripts/verify-safety.ts')]) : 0;

const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0) + left.length + table;
const unsteady = tallies.reduce((sum, tally) => sum + tally.unsteady, 0);
console.log(`\n${passed} passed, ${failed} failed${unsteady > 0 ? `; ${unsteady} passed only when tried again` : ''}`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

async function runVitest(): Promise<Tally> {
  const report = path.join(results, 'vitest.json');
  const own = path.join(root, 'scripts/unsteady-reporter.ts');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`, `--reporter=${own}`];
  const code = await run(packageScript('vitest/vitest.mjs', 'run', ...reporters));
  const { numPassedTests = 0, numFailedTests = 0 } = await readReport<VitestReport>(report);
  const { names = [] } = await readReport<{ names: string[] }>(unsteadyReport);
  return atLeastOneFailure(code, { passed: numPassedTests, failed: numFailedTests, unsteady: names.length });
}

async function runPlaywright(): Promise<Tally> {
  const report = path.join(results, 'playwright.json');
  const playwright = packageScript('@playwright/test/cli.js', 'test', ...extraArgs);
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const code = await run(onDisplay([...playwright, '--reporter=list,json']), { env });
  const { stats: { expected, unexpected, flaky } = none } = await readReport<PlaywrightReport>(report);
  return atLeastOneFailure(code, { passed: expected + flaky, failed: unexpected, unsteady: flaky });
}

interface VitestReport {
  numPassedTests?: number;
  numFailedTests?: number;
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number };
}

const none = { expected: 0, unexpected: 0, flaky: 0 };

async function readReport<Report extends object>(file: string): Promise<Partial<Report>> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  return JSON.parse(text) as Partial<Report>;
}

/** A runner can fail without a failed test: a file that does not load, a leak its own checks found. */
function atLeastOneFailure(code: number, tally: Tally): Tally {
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}
