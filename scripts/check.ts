/** `npm run check`: format, lint, types room by room, import rules between rooms, dead code. Names what failed. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';

import { packageScript, root } from './project.ts';

interface Check {
  name: string;
  command: readonly string[];
}

const rooms = readdirSync(path.join(root, 'src')).filter((room) =>
  existsSync(path.join(root, 'src', room, 'tsconfig.json')),
);
/** Where checks keep what they found of files that have not changed since. */
const cache = path.join(root, 'node_modules/.cache/check');
const types = (name: string, project: string): Check => ({
  name: `types: ${name}`,
  // TypeScript 7; the package of its old name stays for what uses its API. One thread: checks run beside each other.
  command: packageScript(
    'typescript-native/bin/tsc',
    '-p',
    project,
    '--singleThreaded',
    '--incremental',
    '--tsBuildInfoFile',
    path.join(cache, `${project.replaceAll(/\W+/g, '-')}.tsbuildinfo`),
  ),
});

const checks: Check[] = [
  {
    name: 'format',
    command: packageScript(
      'prettier/bin/prettier.cjs',
      '--check',
      '.',
      '--log-level=warn',
      '--cache',
      '--cache-strategy=content',
      '--cache-location',
      path.join(cache, 'prettier'),
    ),
  },
  { name: 'lint', command: packageScript('oxlint/bin/oxlint', '--type-aware', '--quiet') },
  ...rooms.map((room) => types(room, `src/${room}`)),
  types('scripts, tests, e2e, bench', '.'),
  {
    name: 'import rules',
    command: packageScript(
      'dependency-cruiser/bin/dependency-cruiser.mjs',
      'src',
      '--config',
      '.dependency-cruiser.json',
    ),
  },
  { name: 'dead code', command: packageScript('knip/bin/knip.js') },
];

const failed: string[] = [];
const waiting = [...checks];
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
if (failed.length > 0) {
  console.error(`\n${failed.length} of ${checks.length} checks failed: ${failed.join(', ')}`);
  process.exit(1);
}
console.log(`\nAll ${checks.length} checks passed.`);

async function work(): Promise<void> {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const { code, output } = await capture(check.command);
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'}  ${check.name}`);
    if (code === 0) continue;
    console.log(output.trimEnd());
    failed.push(check.name);
  }
}

function capture([file = '', ...args]: readonly string[]): Promise<{ code: number; output: string }> {
  const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
