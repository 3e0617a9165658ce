/**
 * Builds what is out of date: `out/engine` (engine, sandbox, command line) and the app (`out/main`, `out/preload`,
 * `out/renderer`). Run directly it builds both; `--force` builds them whatever their age.
 */
import { existsSync } from 'node:fs';
import { readdir, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { packageScript, root, runOrExit, say } from './project.ts';

interface Target {
  name: string;
  /** Touched after each build; older than an input means out of date. */
  stamp: string;
  inputs: string[];
  command: [string, ...string[]];
}

const shared = [
  'src/kit',
  'src/disk',
  'src/contract',
  'src/testing',
  'src/rpc',
  'src/bundle',
  'resources',
  'package.json',
  'package-lock.json',
  'scripts/vite-plugin-licences.ts',
];

const targets = {
  engine: {
    name: 'engine',
    stamp: 'out/engine/.built',
    inputs: [
      ...shared,
      'src/protocol',
      'src/engine',
      'src/sandbox',
      'src/guest',
      'src/node',
      'src/portable',
      'src/cli',
      'vite.engine.config.ts',
      'scripts/virtual-module.ts',
      'scripts/vite-plugin-prelude.ts',
      'scripts/vite-plugin-prelude-snapshot.ts',
      'scripts/vite-plugin-node-modules.ts',
      'scripts/vite-plugin-portable.ts',
    ],
    command: packageScript('vite/bin/vite.js', 'build', '-c', 'vite.engine.config.ts', '--logLevel', 'warn'),
  },
  app: {
    name: 'app',
    stamp: 'out/renderer/.built',
    inputs: [
      ...shared,
      'src/main',
      'src/preload',
      'src/renderer',
      'electron.vite.config.ts',
      'scripts/vite-plugin-one-ts-worker.ts',
    ],
    command: packageScript('electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'),
  },
} satisfies Record<string, Target>;

/** Every file and folder that a build reads. */
export const buildInputs: readonly string[] = Object.values(targets).flatMap(({ inputs }) => inputs);

/** Brings one half of `out/` up to date; does nothing when no input is newer than the last build. */
export async function build(which: keyof typeof targets, { force = false } = {}): Promise<void> {
  const target: Target = targets[which];
  const stamp = path.join(root, target.stamp);
  if (!force && existsSync(stamp) && (await newestChange(target.inputs)) <= (await stat(stamp)).mtimeMs) return;
  say(`Building the ${target.name} …`);
  const startedAt = new Date();
  await runOrExit(target.command, { stdio: ['ignore', 2, 2] });
  // Dated at the start, so that a change made while building counts as newer.
  await writeFile(stamp, '');
  await utimes(stamp, startedAt, startedAt);
}

async function newestChange(inputs: string[]): Promise<number> {
  const times = await Promise.all(inputs.map((input) => newestIn(path.join(root, input))));
  return Math.max(...times);
}

async function newestIn(file: string): Promise<number> {
  const stats = await stat(file).catch(() => undefined);
  if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
  const entries = await readdir(file);
  const times = await Promise.all(entries.map((entry) => newestIn(path.join(file, entry))));
  return Math.max(stats.mtimeMs, ...times);
}

if (import.meta.main) {
  const force = process.argv.includes('--force');
  await build('engine', { force });
  await build('app', { force });
}
