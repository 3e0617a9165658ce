/**
 * `npm run bench`: Nexo beside its peers, in turn, in one run on one machine, as ratios with their spread, and against
 * what we want to reach. Prints a Markdown report; `--out FILE` also writes it, `--short` is for finding breakage, not
 * for figures, `--only NAME` runs one scenario (may be repeated), `--desktop` measures the app in its window instead.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { build } from '../scripts/build.ts';
import { run } from '../scripts/project.ts';
import { setupElectron } from '../scripts/setup-electron.ts';
import { aimsTable, describeCommit, describeMachine, section } from './report.ts';
import { type Aim, type Scenario, sizes } from './scenario.ts';
import { atRest } from './scenarios/at-rest.ts';
import { coldStart } from './scenarios/cold-start.ts';
import { crash } from './scenarios/crash.ts';
import { density } from './scenarios/density.ts';
import { desktop } from './scenarios/desktop.ts';
import { eventStreams } from './scenarios/event-streams.ts';
import { isolateStart } from './scenarios/isolate-start.ts';
import { manyFunctions } from './scenarios/many-functions.ts';
import { noisyNeighbour } from './scenarios/noisy-neighbour.ts';
import { overload } from './scenarios/overload.ts';
import { saveToLive } from './scenarios/save-to-live.ts';
import { scaling } from './scenarios/scaling.ts';
import { throughput } from './scenarios/throughput.ts';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    desktop: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    out: { type: 'string' },
  },
});
const headless: readonly Scenario[] = [
  throughput,
  eventStreams,
  coldStart,
  saveToLive,
  atRest,
  crash,
  isolateStart,
  density,
  manyFunctions,
  noisyNeighbour,
  overload,
  scaling,
];
const scenarios = values.desktop ? [desktop] : headless;
const chosen = scenarios.filter(({ name }) => values.only?.includes(name) ?? true);
if (chosen.length === 0) throw new Error(`--only knows ${scenarios.map(({ name }) => name).join(', ')}`);

if (values.desktop && process.platform === 'linux' && !process.env['DISPLAY']) {
  const screen = ['xvfb-run', '-a', '-s', '-screen 0 1680x1050x24'] as const;
  process.exit(await run([...screen, process.execPath, ...process.execArgv, ...process.argv.slice(1)]));
}
if (values.desktop) {
  await setupElectron();
  await build('app');
}
await build('engine');
const size = sizes[values.short ? 'short' : 'full'];
const sections: string[] = [];
const aims: Aim[] = [];
for (const scenario of chosen) {
  const startedAt = performance.now();
  process.stderr.write(`${scenario.name} … `);
  try {
    const found = await scenario.run(size);
    sections.push(...found.tables.map(({ title, rows }) => section(title, rows)));
    aims.push(...found.aims);
  } catch (error) {
    // What the others measured took minutes, and is told all the same.
    console.error(error);
    sections.push(`## ${scenario.name}: failed\n\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
  process.stderr.write(`${((performance.now() - startedAt) / 1_000).toFixed(1)} s\n`);
}
const report = [
  `# Benchmark, ${new Date().toISOString().slice(0, 10)}, commit ${describeCommit()}\n`,
  ...(values.short ? ['A short run: it shows that everything works, not how fast.\n'] : []),
  describeMachine(),
  ...(aims.length > 0 ? [section('Aims', aimsTable(aims))] : []),
  ...sections,
].join('\n');
process.stdout.write(report);
if (values.out) await writeFile(values.out, report);
