import type { Command } from 'commander';

import { readConfig } from '../../engine/config.ts';
import { undoMigration } from '../../engine/undo-migration.ts';
import { runAlone } from '../run-command.ts';

interface MigrateFlags {
  undo: true;
  workspace?: string;
  json?: boolean;
}

/** `nexo migrate --undo`. Migrating itself happens when a workspace is opened. */
export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('Take back what opening a workspace of an older version changed in its files.')
    .requiredOption('--undo', 'write the files back as they were; those of now are kept in .nexo/backups/undone')
    .option('--workspace <folder>', 'the workspace (NEXO_WORKSPACE, ~/NexoFunctions)')
    .option('--json', 'answer for programs: JSON on standard output')
    .addHelpText(
      'after',
      '\nOpening a workspace brings it up to date, after copying it to .nexo/backups.\n\nExample:\n  nexo migrate --undo --workspace ./functions',
    )
    .action(({ workspace, json }: MigrateFlags) =>
      runAlone(async () => {
        const { workspace: folder } = readConfig({ workspace });
        const version = await undoMigration(folder);
        if (json === true) console.log(JSON.stringify({ workspace: folder, version }));
        else console.log(`${folder} is of version ${version} again. Open it with the Nexo Studio of then.`);
        return 0;
      }),
    );
}
