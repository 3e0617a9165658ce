import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { glob } from 'node:fs/promises';

import { areas, type Area } from './areas.ts';
import { openGateway, type Gateway } from './gateway.ts';
import { testFile } from './test-file.ts';

/**
 * Runs web-platform-tests as functions of a real engine, called through its gateway; `--help` says how.
 * The checkout stays outside the project. Exits with 1 when a file passes fewer cases than the expectations say;
 * `--update` records what passes now, and refuses to record less.
 */

type Counts = Record<string, [passed: number, total: number]>;

const usage = `node tests/wpt/run.ts --wpt DIR [--area NAME] [--file TEXT] [--verbose] [--update]

  --wpt DIR     a checkout of https://github.com/web-platform-tests/wpt; NEXO_WPT otherwise
  --area NAME   only ${areas.map(({ name }) => name).join(', ')}
  --file TEXT   only files with this in their paths
  --verbose     tell of every case that fails
  --update      record what passes now in tests/wpt/expectations.json`;

function readOptions() {
  const { values } = parseArgs({
    options: {
      wpt: { type: 'string', default: process.env['NEXO_WPT'] ?? '' },
      area: { type: 'string' },
      file: { type: 'string' },
      update: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return values;
  if (values.area !== undefined && areas.every(({ name }) => name !== values.area)) {
    throw new Error(`There is no area "${values.area}".`);
  }
  if (values.wpt === '') throw new Error('Name a checkout of web-platform-tests with --wpt DIR or NEXO_WPT.');
  if (!existsSync(join(values.wpt, 'resources/testharness.js'))) {
    throw new Error(`"${values.wpt}" is not a checkout of web-platform-tests: it has no resources/testharness.js.`);
  }
  return values;
}

function readOptionsOrExit(): ReturnType<typeof readOptions> {
  try {
    const options = readOptions();
    if (!options.help) return options;
    console.log(usage);
    process.exit(0);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exit(2);
  }
}

const values = readOptionsOrExit();
const expectationsFile = new URL('./expectations.json', import.meta.url);

async function listFiles(root: string, area: Area): Promise<string[]> {
  const files: string[] = [];
  for (const folder of area.folders) {
    for await (const file of glob(`${folder}/**/*.any.js`, { cwd: root })) files.push(file);
  }
  const excepted = Object.keys(area.except);
  return files
    .filter((file) => !excepted.some((part) => file.includes(part)))
    .filter((file) => values.file === undefined || file.includes(values.file))
    .toSorted();
}

async function testArea(gateway: Gateway, root: string, area: Area): Promise<Counts> {
  const counts: Counts = {};
  for (const file of await listFiles(root, area)) {
    const { subtests, error } = await testFile(gateway, root, file);
    const passed = subtests.filter((subtest) => subtest.passed).length;
    // A file that fails as a whole counts as one more failed case.
    counts[file] = [passed, subtests.length + (error === null ? 0 : 1)];
    if (!values.verbose) continue;
    if (error !== null) console.log(`  ${file}: ${error}`);
    for (const { name, passed: ok, message } of subtests) if (!ok) console.log(`  ${file}: ${name}: ${message}`);
  }
  return counts;
}

/** The mean over the files, so that one file with thousands of cases does not hide the others. */
function meanRate(counts: Counts): number {
  const rates = Object.values(counts).map(([passed, total]) => (total === 0 ? 1 : passed / total));
  return rates.length === 0 ? 1 : rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
}

function findLosses(counts: Counts, expected: Counts): string[] {
  return Object.entries(counts).flatMap(([file, [passed]]) => {
    const before = expected[file]?.[0] ?? 0;
    return passed < before ? [`${file}: ${passed} cases pass, ${before} did before`] : [];
  });
}

async function main(): Promise<number> {
  const root = values.wpt;
  const expected = JSON.parse(await readFile(expectationsFile, 'utf8').catch(() => '{}')) as Counts;
  const gateway = await openGateway(root);
  const all: Counts = {};
  const rates: number[] = [];
  for (const area of areas.filter(({ name }) => values.area === undefined || name === values.area)) {
    const counts = await testArea(gateway, root, area);
    Object.assign(all, counts);
    const passed = Object.values(counts).reduce((sum, [count]) => sum + count, 0);
    const total = Object.values(counts).reduce((sum, [, count]) => sum + count, 0);
    rates.push(meanRate(counts));
    const percent = (100 * meanRate(counts)).toFixed(1).padStart(6);
    console.log(`${area.name.padEnd(18)}${percent} %  ${passed}/${total} cases, ${Object.keys(counts).length} files`);
  }
  await gateway.dispose();
  if (Object.keys(all).length === 0) {
    console.error('No file of the checkout was chosen.');
    return 2;
  }
  console.log(
    `mean of areas     ${((100 * rates.reduce((sum, rate) => sum + rate, 0)) / rates.length).toFixed(1).padStart(6)} %`,
  );
  const losses = findLosses(all, expected);
  for (const loss of losses) console.error(loss);
  if (losses.length > 0) return 1;
  if (values.update) {
    const merged = Object.fromEntries(Object.entries({ ...expected, ...all }).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const lines = Object.entries(merged).map(([file, counts]) => `  ${JSON.stringify(file)}: [${counts.join(', ')}]`);
    await writeFile(expectationsFile, `{\n${lines.join(',\n')}\n}\n`);
  }
  return 0;
}

process.exitCode = await main();
