import { Option, type Command } from 'commander';

import { runTests, type TestFlags } from './run-tests.ts';

/** `nexo test`: the tests of a workspace, without the app. */
export function addTestCommand(program: Command): void {
  program
    .command('test [functions...]')
    .description('Run the saved tests of all functions, or of those named. Exits with 1 when a test failed.')
    .option('--workspace <folder>', 'the workspace (NEXO_WORKSPACE, ~/NexoFunctions)')
    .option('--name <test>', 'only tests of this name')
    .addOption(new Option('--reporter <kind>', 'how to report').choices(['pretty', 'json', 'junit']).default('pretty'))
    .option('--out <file>', 'write the report to a file, and a summary to the terminal')
    .option('--url <address>', 'use the engine that runs there instead of one of its own')
    .option('--token <token>', 'the control token of that engine (NEXO_TOKEN)')
    .option('--secrets <file>', 'an env file with the values of secrets (NEXO_SECRETS)')
    .option('--log <level>', 'what the engine logs: trace to error, or off', 'error')
    .addHelpText('after', '\nExample:\n  nexo test orders --reporter junit --out report.xml')
    .action(async (functions: string[], flags: TestFlags) => {
      process.exitCode = await runTests(functions, flags);
    });
}
