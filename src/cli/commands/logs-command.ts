import type { Command } from 'commander';

import { callLines } from '../call-line.ts';
import type { RestClient } from '../engine-client.ts';
import { findFunction, runCommand, withEngineFlags, type EngineFlags } from '../run-command.ts';
import { UsageError } from '../usage-error.ts';

interface LogsFlags extends EngineFlags {
  follow?: boolean;
  count: string;
}

/** `nexo logs`: what was called, and what it wrote. */
export function addLogsCommand(program: Command): void {
  withEngineFlags(program.command('logs [function]'))
    .description('Show the latest calls with their logs, of all functions or of one.')
    .option('-f, --follow', 'go on with calls as they happen, until Ctrl+C')
    .option('-n, --count <count>', 'how many of the latest calls', '20')
    .addHelpText('after', '\nExample:\n  nexo logs -f orders')
    .action((name: string | undefined, flags: LogsFlags) =>
      runCommand(flags, async ({ client, running, signal }) => {
        const count = Number(flags.count);
        if (!Number.isInteger(count) || count < 0 || count > 500)
          throw new UsageError('--count: a number from 0 to 500');
        const functionId = name === undefined ? undefined : (await findFunction(client, name)).id;
        const print = (call: Parameters<typeof callLines>[0]): void => {
          console.log(flags.json === true ? JSON.stringify(call) : callLines(call));
        };
        for (const call of await latest(client, functionId, count)) print(call);
        if (flags.follow !== true) return 0;
        if (!running)
          throw new UsageError('nothing serves this workspace: start it with "nexo dev", or open it in the app');
        const since = Date.now();
        for await (const { invocations } of await client.invocations.watch({ functionId }, { signal })) {
          for (const one of invocations) if (one.startedAt >= since) print(one);
        }
        return 0;
      }),
    );
}

async function latest(client: RestClient, functionId: string | undefined, count: number) {
  if (count === 0) return [];
  const query = functionId === undefined ? '' : `fn:${functionId}`;
  const { calls } = await client.calls.list({ query, limit: count });
  return Promise.all(calls.toReversed().map(({ id }) => client.calls.get({ id })));
}
