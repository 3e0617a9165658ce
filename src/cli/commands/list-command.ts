import type { Command } from 'commander';

import { columns, paint } from '../paint.ts';
import { addressOfRoute, runCommand, withEngineFlags, type EngineFlags, type Session } from '../run-command.ts';

/** `nexo list`: what is in the workspace. */
export function addListCommand(program: Command): void {
  withEngineFlags(program.command('list'))
    .description('List the functions of the workspace.')
    .addHelpText('after', '\nExample:\n  nexo list --workspace ./functions')
    .action((flags: EngineFlags) =>
      runCommand(flags, async (session) => {
        const { client } = session;
        const functions = await client.functions.list();
        if (flags.json === true) console.log(JSON.stringify(functions));
        else if (functions.length === 0) console.log('There are no functions yet: "nexo new hello" makes one.');
        else console.log(columns(functions.map((one) => rowOf(one, session))));
        return 0;
      }),
    );
}

interface Listed {
  id: string;
  methods: readonly string[];
  route: string;
  damage: { reason: string } | null;
  problem?: { reason: string };
  pausedSince?: number;
  trusted?: boolean;
}

function rowOf(one: Listed, session: Session): string[] {
  const { id, methods, route, damage, problem, pausedSince } = one;
  const paused = pausedSince === undefined ? undefined : 'paused: it broke its sandbox three times';
  const fault = damage?.reason ?? problem?.reason ?? paused;
  return [
    id,
    methods.join(','),
    fault === undefined ? paint('dim', addressOfRoute(session, route)) : paint('red', fault),
    ...(one.trusted === false ? [paint('yellow', 'not trusted')] : []),
  ];
}
