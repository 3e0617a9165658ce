import type { Command } from 'commander';

import type { PackageChange } from '../../contract/package.ts';
import { suggestRoute } from '../../kit/suggest-route.ts';
import { changePackages } from '../install-packages.ts';
import { addressOfRoute, runCommand, withEngineFlags, type EngineFlags, type Session } from '../run-command.ts';
import { UsageError } from '../usage-error.ts';

interface NewFlags extends EngineFlags {
  template: string;
  route?: string;
}

/** `nexo new`: a function to begin with. */
export function addNewCommand(program: Command): void {
  withEngineFlags(program.command('new <name>'))
    .description('Create a function from a template.')
    .option('--template <id>', 'what to begin with', 'hello')
    .option('--route <route>', 'where it answers (the name, as a path)')
    .addHelpText('after', '\nExample:\n  nexo new orders --template json-api --route /orders/:id?')
    .action((name: string, flags: NewFlags) =>
      runCommand(flags, async (session) => {
        const { client } = session;
        const templates = await client.workspace.templates();
        const template = templates.find(({ id }) => id === flags.template);
        if (template === undefined) {
          const known = templates.map(({ id }) => id).join(', ');
          throw new UsageError(`there is no template "${flags.template}": there are ${known}`);
        }
        const { code, language, methods, packages = [] } = template;
        await installTemplatePackages(session, packages);
        const route = flags.route ?? suggestRoute(name, template.route);
        const made = await client.functions.create({ name, route, code, language, methods });
        if (flags.json === true) console.log(JSON.stringify(made));
        else {
          console.log(`${made.file} answers ${made.methods.join(', ')} ${addressOfRoute(session, made.route)}`);
          if (!session.running) console.log('Serve it with "nexo dev".');
        }
        return 0;
      }),
    );
}

/** What the template imports, for the whole workspace; what npm says goes to standard error. */
async function installTemplatePackages(session: Session, packages: readonly string[]): Promise<void> {
  if (packages.length === 0) return;
  const change: PackageChange = { action: 'add', folder: '', packages: [...packages] };
  const failure = await changePackages(session, change, console.error);
  if (failure === null) return;
  throw new UsageError(`${packages.join(', ')} could not be installed, so nothing was created: ${failure}`);
}
