import type { Command } from 'commander';

import { serve, type ServeFlags } from '../serve.ts';

/** `nexo serve`: a workspace, or a Nexo bundle, until a signal comes. */
export function addServeCommand(program: Command): void {
  program
    .command('serve [bundle]')
    .description('Serve a workspace, or the functions of a Nexo bundle, on this machine until SIGINT or SIGTERM.')
    .option('--addr <host:port>', 'where to listen; port 0 picks a free one (NEXO_ADDR, 127.0.0.1:3000)')
    .option('--console', 'serve the studio to browsers, too, at the link that is printed')
    .option('--console-addr <host:port>', "where to serve it (NEXO_CONSOLE_ADDR, the gateway's host and next port)")
    .option('--workspace <folder>', 'the workspace (NEXO_WORKSPACE, ~/NexoFunctions)')
    .option('--max-concurrent <count>', 'invocations that may run at once (NEXO_MAX_CONCURRENT, 100)')
    .option('--max-concurrent-per-function <count>', 'the same for one function (NEXO_MAX_CONCURRENT_PER_FUNCTION)')
    .option('--memory-mb <count>', 'memory that sandboxes stay within (NEXO_MEMORY_MB, half of the machine)')
    .option('--sandboxes <count>', 'sandbox processes at work (NEXO_SANDBOXES, by the cores)')
    .option('--log <level>', 'trace, debug, info, warn, error or off (NEXO_LOG, info)')
    .option('--secrets <file>', 'an env file with the values of secrets (NEXO_SECRETS)')
    .option('--history-mb <count>', 'what kept calls may take of the disk; 0 keeps none (NEXO_HISTORY_MB, 256)')
    .option('--env <name>', 'the environment to run functions in (NEXO_ENV, the one chosen last)')
    .option('--require-token', 'ask every client of the control API for the token, not only browsers')
    .option('--json', 'print one line of JSON once it listens, and nothing else')
    .addHelpText('after', '\nExamples:\n  nexo serve --console\n  nexo serve orders.nexo.zip --addr 0.0.0.0:8080')
    .action(async (bundle: string | undefined, flags: ServeFlags) => {
      process.exitCode = await serve(flags, bundle);
    });
}
