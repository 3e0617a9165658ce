/**
 * `npm run soak -- --minutes N`: an engine under load, run as the app runs it, is killed every 20 seconds, in turn with
 * one of its sandboxes. Prints what became of every request and write, the time from a crash to the first good answer,
 * and how memory and open files went. `--rate N` requests a second (200), `--kill-every S` seconds, `--seed N`. Fails
 * when an answer was wrong or an acknowledged write is lost. Linux only: elsewhere the system does not tell enough.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { soak, type SoakResult } from '../tests/safety/support/soak.ts';
import { build } from './build.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    rate: { type: 'string', default: '200' },
    'kill-every': { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
});

await build('engine');
const workspace = await mkdtemp(path.join(tmpdir(), 'nexo-soak-'));
try {
  const result = await soak({
    workspace,
    seconds: Number(values.minutes) * 60,
    requestsPerSecond: Number(values.rate),
    killEverySeconds: Number(values['kill-every']),
    seed: Number(values.seed),
    leastKills: 1,
  });
  print(result);
  process.exitCode = result.wrong.length + result.lost.length === 0 ? 0 : 1;
} finally {
  await rm(workspace, { recursive: true, force: true });
}

function print(result: SoakResult): void {
  const { recoveriesMs, memory, kills } = result;
  const rows: [string, string | number][] = [
    ['requests', result.requests],
    ['answered as they should be', result.right],
    ['turned away with Retry-After', result.turnedAway],
    ['not answered while there was no engine', result.unanswered],
    ['of both, not explained by a kill', result.calmFailures.length],
    ['answered wrongly', result.wrong.length],
    ['writes acknowledged', result.acknowledgedWrites],
    ['of them lost', result.lost.length],
    ['kills of the engine, of a sandbox', `${kills.engine}, ${kills.sandbox}`],
    ['crash to first good answer, p50 and p99', `${share(recoveriesMs, 0.5)} ms, ${share(recoveriesMs, 0.99)} ms`],
    ['memory of the supervisor, first and last', memory.hostMb.map((mb) => `${mb.toFixed(0)} MB`).join(', ')],
    ['memory of engines, least and most', `${share(memory.engineMb, 0)} MB, ${share(memory.engineMb, 1)} MB`],
    ['open files of engines, least and most', `${share(memory.engineFiles, 0)}, ${share(memory.engineFiles, 1)}`],
  ];
  for (const [name, value] of rows) console.log(`${name.padEnd(44)}${value}`);
  for (const text of [...result.wrong, ...result.lost].slice(0, 20)) console.log(`  ${text}`);
}

/** The value that a share of all do not exceed, in whole numbers. */
function share(numbers: readonly number[], part: number): string {
  const sorted = numbers.toSorted((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  return found === undefined ? '-' : found.toFixed(0);
}
