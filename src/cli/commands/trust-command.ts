import type { Command } from 'commander';

import { findFunctions, runCommand, withEngineFlags, type EngineFlags } from '../run-command.ts';

/** `nexo trust`: imported functions become as one's own. */
export function addTrustCommand(program: Command): void {
  withEngineFlags(program.command('trust <function...>'))
    .description('Give imported functions the secrets they name, once you looked at their code.')
    .addHelpText('after', '\nExample:\n  nexo trust orders\n\n"nexo list" says which functions are not trusted.')
    .action((names: string[], flags: EngineFlags) =>
      runCommand(flags, async ({ client }) => {
        // All are found before one is trusted.
        const found = await findFunctions(client, names);
        const trusted = [];
        for (const { id } of found) trusted.push(await client.functions.trust({ id }));
        if (flags.json === true) console.log(JSON.stringify(trusted));
        else {
          for (const [index, { id, secrets }] of trusted.entries()) {
            const gets = secrets.length === 0 ? 'it names no secrets' : `it gets ${secrets.join(', ')}`;
            console.log(found[index]?.trusted === false ? `Trusted ${id}: ${gets}` : `${id} was trusted already`);
          }
        }
        return 0;
      }),
    );
}
