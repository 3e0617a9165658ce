import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { findEnclosure } from './enclosure.ts';
import { readableFolders } from './sandbox-command.ts';

const sandboxEntry = new URL('../../../out/engine/sandbox.js', import.meta.url).pathname;

const enclosure = findEnclosure({
  platform: process.platform,
  node: process.execPath,
  folders: readableFolders(sandboxEntry),
  workingFolder: '/tmp/nexo-sandbox-test',
});

it('needs nothing of the system', () => {
  const { prefix, layers } = findEnclosure({ platform: 'sunos', node: '', folders: [], workingFolder: '' });
  expect(prefix).toEqual([]);
  expect(layers).toMatchObject({ permissions: true, namespaces: false, endsWithEngine: false });
});

it.runIf(enclosure.prefix.includes('--core=0'))('leaves no image of its memory, and goes before the engine', () => {
  const { prefix } = enclosure;
  const inNamespaces = prefix.findIndex((part) => part.endsWith('bwrap'));
  const [program = '', ...args] = inNamespaces < 0 ? prefix : prefix.slice(0, inNamespaces);
  const about = ['/proc/self/limits', '/proc/self/oom_score_adj'];
  const { stdout } = spawnSync(program, [...args, 'cat', ...about], { encoding: 'utf8' });
  expect(stdout).toMatch(/^Max core file size +0 +0/m);
  expect(stdout).toMatch(/^800$/m);
});

// Without the permission model, to see what this layer does by itself.
describe.runIf(enclosure.layers.namespaces)('in namespaces of its own', () => {
  const run = (script: string): string => {
    const [program = '', ...args] = [...enclosure.prefix, process.execPath, '-p', script];
    const pipes = Array.from({ length: 6 }, () => 'pipe' as const);
    const { stdout, stderr } = spawnSync(program, args, { env: { SECRET: '' }, stdio: pipes });
    return `${String(stdout)}${String(stderr)}`.trim();
  };

  it.each([
    ['no network device but its own loopback', `Object.keys(require('os').networkInterfaces()).join()`, /^(lo)?$/],
    ['no other process', `process.pid`, /^1$/],
    ['no files of the system', `require('fs').readFileSync('/etc/passwd')`, /ENOENT/],
    [
      'no files of the person',
      `require('fs').readdirSync(${JSON.stringify(process.cwd())}).join()`,
      /^node_modules,out$|^out,node_modules$/,
    ],
    ['nothing to write to', `require('fs').writeFileSync(${JSON.stringify(sandboxEntry)}, '')`, /EROFS/],
    [
      'the machine’s time zone',
      `Intl.DateTimeFormat().resolvedOptions().timeZone`,
      new RegExp(`^${Intl.DateTimeFormat().resolvedOptions().timeZone}$`),
    ],
  ])('a sandbox has %s', (_, script, answer) => {
    expect(run(script)).toMatch(answer);
  });
});

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
