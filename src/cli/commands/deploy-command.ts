import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';

import type { Command } from 'commander';

import { methodSchema, type Language, type Method } from '../../contract/function.ts';
import { addressOfRoute, runCommand, withEngineFlags, type EngineFlags } from '../run-command.ts';
import { UsageError } from '../usage-error.ts';

interface DeployFlags extends EngineFlags {
  route?: string;
  name?: string;
  methods?: string;
}

/** `nexo deploy`: a file becomes a function, or the new code of one. */
export function addDeployCommand(program: Command): void {
  withEngineFlags(program.command('deploy <file>'))
    .description('Deploy a file: create a function of its name, or give the one there is new code.')
    .option('--route <route>', 'where it answers, such as /users/:id; needed for a new function')
    .option('--name <name>', "the function's name (the file's, without its extension)")
    .option('--methods <list>', 'what it answers, such as GET,POST')
    .addHelpText('after', '\nExample:\n  nexo deploy hello.ts --route /hello --methods GET,POST')
    .action((file: string, flags: DeployFlags) =>
      runCommand(flags, async (session) => {
        const { client } = session;
        const code = await readCode(file);
        const name = flags.name ?? basename(file, extname(file));
        const methods = flags.methods === undefined ? undefined : methodsOf(flags.methods);
        const language = languageOf(file);
        const known = (await client.functions.list()).find((one) => one.id === name || one.name === name);
        if (known === undefined && flags.route === undefined) {
          throw new UsageError(`there is no function "${name}" yet: say where it answers, such as --route /${name}`);
        }
        const deployed =
          known === undefined
            ? await client.functions.create({ name, route: flags.route ?? '', methods, code, language })
            : await client.functions.update({ id: known.id, route: flags.route, methods, code, language });
        if (flags.json === true) console.log(JSON.stringify(deployed));
        else {
          const done = known === undefined ? 'Created' : 'Updated';
          console.log(
            `${done} ${deployed.id}: ${deployed.methods.join(', ')} ${addressOfRoute(session, deployed.route)} (${deployed.version})`,
          );
        }
        return 0;
      }),
    );
}

async function readCode(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function languageOf(file: string): Language {
  if (/\.[cm]?tsx?$/.test(file)) return 'typescript';
  if (/\.[cm]?jsx?$/.test(file)) return 'javascript';
  throw new UsageError(`${file} is neither JavaScript nor TypeScript by its name`);
}

function methodsOf(list: string): Method[] {
  return list.split(',').map((text) => {
    const method = methodSchema.safeParse(text.trim().toUpperCase());
    if (method.success) return method.data;
    throw new UsageError(`--methods: "${text}" is none of ${methodSchema.options.join(', ')}`);
  });
}
