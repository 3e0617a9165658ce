import { describe, expect, it } from 'vitest';

import { createProgram } from './create-program.ts';

const ours = createProgram().commands.map((command) => command.name());

/** What a command writes on standard output. */
async function output(...args: string[]): Promise<string> {
  let text = '';
  const program = createProgram();
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeOut: (part) => (text += part) });
  }
  await program.parseAsync(args, { from: 'user' }).catch(() => undefined);
  return text;
}

describe('help', () => {
  it.each(ours)('of %s has an example', async (name) => {
    expect(await output(name, '--help')).toMatch(new RegExp(`Examples?:\\n {2}nexo ${name}`));
  });

  it('names all commands and the exit codes', async () => {
    const text = await output('--help');
    for (const name of ours) expect(text).toContain(`  ${name}`);
    expect(text).toContain('Exits with 0 when done');
  });
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])('of %s knows all commands and their options', async (shell) => {
    const text = await output('completion', shell);
    for (const name of ours) expect(text).toContain(name);
    expect(text).toContain('target');
    expect(text).toContain('workspace');
  });
});
