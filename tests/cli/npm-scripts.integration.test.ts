import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

let workspace: string;
let npm: ChildProcess | undefined;
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'nexo-npm-'));
});
afterEach(async () => {
  if (npm?.pid !== undefined) endGroup(npm.pid);
  await rm(workspace, { recursive: true, force: true });
});

/** npm and all it has started: killed alone, it would leave the server behind. */
function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // All of them have ended.
  }
}

/** Runs an npm script of the project as a person would, with no display; resolves once it has printed `sign`. */
async function runScript(args: string[], sign: RegExp): Promise<{ out: string; ended: Promise<unknown[]> }> {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  const child = spawn('npm', args, {
    env: { ...env, NEXO_ADDR: '127.0.0.1:0', NEXO_WORKSPACE: workspace },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  npm = child;
  const ended = once(child, 'exit');
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString()));
  while (!sign.test(out)) await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data')]);
  return { out, ended };
}

// npm hands a signal to the shell it runs a script in; the shell must be the program by then.
it.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGINT'] as const)(
  'npm run nexo -- serve ends with 0 when npm gets %s',
  async (signal) => {
    const { ended } = await runScript(['run', '-s', 'nexo', '--', 'serve', '--json'], /"event":"ready"/);
    npm?.kill(signal);
    expect(await ended).toEqual([0, null]);
  },
);

it.runIf(process.platform === 'linux')('npm start without a display says so and serves', async () => {
  const { out, ended } = await runScript(['start'], /http:\/\/127\.0\.0\.1:[1-9]/);
  expect(out).toMatch(/no display here/);
  npm?.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});
