import { Option, type Command } from 'commander';

import { withEngineFlags } from '../run-command.ts';
import { runTests, type TestFlags } from './run-tests.ts';

/** `nexo test`: the tests of a workspace, without the app. */
export function addTestCommand(program: Command): void {
  withEngineFlags(program.command('test [functions...]'))
    .description('Run the saved tests of all functions, or of those named. Exits with 1 when a test failed.')
    .option('--name <test>', 'only tests of this name')
    .addOption(
      new Option('--reporter <kind>', 'how to report')
        .choices(['pretty', 'json', 'junit'])
        .default('pretty')
        .conflicts('json'),
    )
    .option('--out <file>', 'write the report to a file, and a summary to the terminal')
    .option('--log <level>', 'what an engine of its own logs: trace to error, or off', 'error')
    .addHelpText('after', '\nExample:\n  nexo test orders --reporter junit --out report.xml')
    .action(async (functions: string[], flags: TestFlags) => {
      process.exitCode = await runTests(functions, flags.json === true ? { ...flags, reporter: 'json' } : flags);
    });
}
