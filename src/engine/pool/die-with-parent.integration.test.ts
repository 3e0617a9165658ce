import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const sandboxEntry = new URL('../../../out/engine/sandbox.js', import.meta.url).pathname;

it.runIf(process.platform === 'linux')(
  'takes its sandboxes along when its process is killed, even a stuck one',
  async () => {
    const engine = spawn(
      process.execPath,
      [new URL('./testing/wedged-pool.ts', import.meta.url).pathname, sandboxEntry],
      {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      },
    );
    const [orphans] = (await once(engine, 'message')) as [number[]];
    expect(orphans).toHaveLength(2);
    engine.kill('SIGKILL');
    await once(engine, 'exit');
    await expect.poll(() => orphans.filter(isAlive), { timeout: 5_000 }).toEqual([]);
  },
);

/** A killed process keeps its number until its new parent has looked at it. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
}
