import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';

import { sandboxArguments } from '../engine/pool/sandbox-command.ts';

/** Runs a script as a sandbox runs: with its flags and its environment, but not its program. */
function runAsSandbox(script: string): string {
  const flags = sandboxArguments(path.resolve('out/engine/sandbox.js')).slice(0, -1);
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, '-e', script], { env: { LIBC: 'glibc' } });
  return `${stdout.toString()}${stderr.toString()}`.trim();
}

it.each([
  ['files', `require('fs').readFileSync('/etc/hostname')`],
  ['the folder of the project', `require('fs').readdirSync(${JSON.stringify(path.resolve('src'))})`],
  ['writing', `require('fs').writeFileSync('/tmp/nexo-permission-test', '')`],
  ['programs', `require('child_process').execSync('true')`],
  ['threads', `new (require('worker_threads').Worker)('1', { eval: true })`],
  ['the network', `require('net').connect(80, '127.0.0.1').on('error', (error) => { throw error; })`],
])('a sandbox has no access to %s', (_, script) => {
  expect(runAsSandbox(script)).toMatch(/ERR_ACCESS_DENIED/);
});

it('a sandbox has an empty environment', () => {
  expect(runAsSandbox('console.log(JSON.stringify(process.env))')).toBe('{"LIBC":"glibc"}');
});
