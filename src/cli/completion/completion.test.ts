import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createProgram } from '../create-program.ts';
import { bashCompletion } from './bash-completion.ts';
import { completedCommands } from './completed-command.ts';
import { fishCompletion } from './fish-completion.ts';

const commands = completedCommands(createProgram());

describe.runIf(process.platform !== 'win32')('in bash', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nexo-completion-'));
    for (const path of ['NexoFunctions/functions/hello', 'other/functions/orders', 'other/functions/pay-out'])
      await mkdir(join(folder, path), { recursive: true });
    // A workspace may be anybody's.
    for (const name of ['$(touch stolen)', '`touch stolen`', '-x', 'a b'])
      await mkdir(join(folder, 'other/functions', name));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** What a Tab after the last word offers. */
  function offered(...words: string[]): string[] {
    const script = `${bashCompletion(commands)}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _nexo; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const options = { cwd: folder, env: { PATH: process.env.PATH, HOME: folder }, encoding: 'utf8' } as const;
    return execFileSync('bash', ['-c', script, 'bash', 'nexo', ...words], options)
      .split('\n')
      .filter((line) => line !== '');
  }

  it('commands, options and their choices are offered', () => {
    expect(offered('l')).toEqual(['list', 'logs']);
    expect(offered('export', '--t')).toEqual(['--token', '--target']);
    expect(offered('export', '--target', 'c')).toEqual(['cloudflare']);
    expect(offered('import', 'x', '--on-conflict', '')).toEqual(['skip', 'rename', 'replace']);
    expect(offered('completion', '')).toEqual(['bash', 'zsh', 'fish']);
  });

  it('functions are those of the workspace that is named', () => {
    expect(offered('invoke', '')).toEqual(['hello']);
    for (const command of ['logs', 'open', 'test', 'export', 'trust'])
      expect(offered(command, '--workspace', '~/other', '')).toEqual(['orders', 'pay-out']);
    expect(offered('import', 'x', '--workspace', 'other', '--function', 'p')).toEqual(['pay-out']);
    expect(offered('test', '--workspace', 'nowhere', '')).toEqual([]);
  });

  it('files are left to the shell, and no name of a folder is run', async () => {
    expect(offered('deploy', '')).toEqual([]);
    expect(offered('export', '--out', '')).toEqual([]);
    expect(offered('invoke', '--workspace', 'other', '')).toEqual(['orders', 'pay-out']);
    expect(await readdir(folder)).toEqual(['NexoFunctions', 'other']);
  });
});

describe('in fish', () => {
  const script = fishCompletion(commands);

  it('functions, choices and files are what each command takes', () => {
    const where = (name: string): string => `complete -c nexo -n "__fish_seen_subcommand_from ${name}"`;
    expect(script).toContain(`${where('invoke')} -f -a '(__nexo_functions)'\n`);
    expect(script).toContain(`${where('import')} -l function -x -a '(__nexo_functions)' -d `);
    expect(script).toContain(`${where('export')} -l target -x -a 'cloudflare workerd deno `);
    expect(script).toContain(`${where('export')} -l out -r -d `);
    expect(script).toContain(`${where('logs')} -l follow -s f -d `);
    expect(script).not.toContain(`${where('deploy')} -f`);
  });
});
