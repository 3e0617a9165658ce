import { Command } from 'commander';

import packageJson from '../../package.json' with { type: 'json' };
import { addCompletionCommand } from './commands/completion-command.ts';
import { addDeployCommand } from './commands/deploy-command.ts';
import { addDevCommand } from './commands/dev-command.ts';
import { addExportCommand } from './commands/export-command.ts';
import { addImportCommand } from './commands/import-command.ts';
import { addInvokeCommand } from './commands/invoke-command.ts';
import { addListCommand } from './commands/list-command.ts';
import { addLogsCommand } from './commands/logs-command.ts';
import { addMigrateCommand } from './commands/migrate-command.ts';
import { addNewCommand } from './commands/new-command.ts';
import { addOpenCommand } from './commands/open-command.ts';
import { addServeCommand } from './commands/serve-command.ts';
import { addTrustCommand } from './commands/trust-command.ts';
import { addTestCommand } from './test/test-command.ts';

/** The command line with all of its commands. */
export function createProgram(): Command {
  const program = new Command('nexo')
    .description('Make, run, watch and ship the functions of a workspace, without the app or beside it.')
    .version(packageJson.version)
    .addHelpText(
      'after',
      '\nExample:\n  nexo new hello && nexo dev\n\nExits with 0 when done, 1 when it failed, 2 for what you have to put right.',
    )
    .exitOverride();

  addServeCommand(program);
  addDevCommand(program);
  addNewCommand(program);
  addListCommand(program);
  addDeployCommand(program);
  addInvokeCommand(program);
  addLogsCommand(program);
  addTestCommand(program);
  addExportCommand(program);
  addImportCommand(program);
  addTrustCommand(program);
  addOpenCommand(program);
  addMigrateCommand(program);
  addCompletionCommand(program);
  return program;
}
