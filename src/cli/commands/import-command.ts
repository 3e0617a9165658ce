import { Option, type Command } from 'commander';

import {
  conflictChoiceSchema,
  conflictsOf,
  importKindSchema,
  type ConflictChoice,
  type ImportConflict,
  type ImportEvent,
  type ImportInput,
  type ImportKind,
  type ImportNote,
  type ImportPlan,
  type ImportResult,
} from '../../contract/import.ts';
import type { RestClient } from '../engine-client.ts';
import { importSource } from '../import-source.ts';
import { installPackages } from '../install-packages.ts';
import { paint } from '../paint.ts';
import {
  addressOfRoute,
  exitCodes,
  findFunction,
  runCommand,
  withEngineFlags,
  type EngineFlags,
  type Session,
} from '../run-command.ts';
import { UsageError } from '../usage-error.ts';

interface ImportFlags extends EngineFlags {
  as?: ImportKind;
  dryRun?: boolean;
  onConflict?: ConflictChoice;
  function?: string;
  install?: boolean;
}

/** `nexo import`: functions, tests and requests from elsewhere. */
export function addImportCommand(program: Command): void {
  withEngineFlags(program.command('import <source>'))
    .description(
      'Import a Nexo bundle, a Worker, Lambda, Netlify, Vercel or Deno project, OpenAPI, Postman, HAR or a curl command.',
    )
    .addOption(
      new Option('--as <kind>', 'what the source is, where it cannot be told').choices(importKindSchema.options),
    )
    .option('--dry-run', 'only show what would be made, and what could not be translated')
    .addOption(
      new Option('--on-conflict <choice>', 'what becomes of what is there already').choices(
        conflictChoiceSchema.options,
      ),
    )
    .option('--function <id>', 'the function that requests are saved with')
    .option('--install', 'install the packages that imported functions ask for, without their scripts')
    .addHelpText(
      'after',
      '\nExample:\n  nexo import ./my-worker --dry-run\n  nexo import shop.nexo.zip --on-conflict rename\n\nNothing of the source is run, and what is there is never overwritten without --on-conflict replace.\nImported functions get no secrets and no grants before you trust them: "nexo trust".',
    )
    .action((named: string, flags: ImportFlags) =>
      runCommand(flags, async (session) => {
        const { client } = session;
        const tell = (line: string): void => void (flags.json === true || console.error(line));
        const source = await importSource(named, (message) =>
          tell(`${paint('yellow', '~', process.stderr)} ${message}`),
        );
        const functionId =
          flags.function === undefined ? undefined : (await findFunction(session.client, flags.function)).id;
        const input = { source, as: flags.as, functionId };
        const plan = (await client.imports.plan(input)) as ImportPlan;
        if (flags.dryRun === true) {
          if (flags.json === true) console.log(JSON.stringify(plan));
          else for (const line of planLines(plan)) console.log(line);
          return exitCodes.done;
        }
        refuseUndecided(plan, flags.onConflict);
        const imported = await run(session, { ...input, choices: {}, onConflict: flags.onConflict }, tell);
        const installed = flags.install === true ? await installPackages(session, imported.packages, tell) : null;
        const result = installed === null ? imported : { ...imported, functions: await checked(client, imported) };
        if (flags.json === true) console.log(JSON.stringify(result));
        else {
          for (const note of result.notes) tell(noteLine(note));
          for (const line of resultLines(result, session)) console.log(line);
          if (installed === null) for (const line of packageLines(result.packages)) tell(line);
          const ids = result.functions.map(({ id }) => id).join(' ');
          if (ids !== '') tell(`Not trusted yet, they get no secrets: look at them, then "nexo trust ${ids}".`);
        }
        const isWhole = installed !== false && result.functions.every(({ problem }) => problem === null);
        return isWhole ? exitCodes.done : exitCodes.failed;
      }),
    );
}

async function run(
  { client, signal }: Session,
  input: ImportInput,
  tell: (line: string) => void,
): Promise<ImportResult> {
  let told = 0;
  for await (const event of (await client.imports.run(input, { signal })) as AsyncIterable<ImportEvent>) {
    if (event.type === 'finished') return event.result;
    const tenth = Math.floor((event.done * 10) / Math.max(1, event.total));
    if (event.step === 'write' && event.total >= 200 && tenth > told) {
      told = tenth;
      tell(`${event.done} of ${event.total} files`);
    }
  }
  throw new Error('the import was broken off');
}

/** What does not compile by now: an import says it of functions whose packages came later. */
async function checked(client: RestClient, { functions }: ImportResult): Promise<ImportResult['functions']> {
  await client.functions.checkAll();
  const known = new Map((await client.functions.list()).map((one) => [one.id, one]));
  return functions.map((one) => ({ ...one, problem: known.get(one.id)?.problem ?? known.get(one.id)?.damage ?? null }));
}

/** Before anything is written: everything that somebody has to decide about. */
function refuseUndecided(plan: ImportPlan, choice: ConflictChoice | undefined): void {
  const open = conflictsOf(plan).filter(({ conflict }) => choice === undefined || !conflict.choices.includes(choice));
  if (open.length === 0) return;
  const lines = open.map(({ key, conflict }) => `  ${key}: ${conflictText(conflict)}`);
  throw new UsageError(
    `nothing was imported, as some of it is there already:\n${lines.join('\n')}\nSay what becomes of it with --on-conflict.`,
  );
}

function conflictText({ with: other, on, choices }: ImportConflict): string {
  const what = {
    id: `there is a function "${other}"`,
    route: `"${other}" answers its route`,
    file: 'there is another one',
  };
  return `${what[on]} (${choices.join(', ')})`;
}

function* planLines(plan: ImportPlan): Generator<string, void, void> {
  for (const { key, methods, route, files, tests, secrets, conflict } of plan.functions) {
    const counts = [`${files.length} files`, ...(tests.length > 0 ? [`${tests.length} tests`] : [])].join(', ');
    yield `${key}  ${methods.join(',')} ${route}  ${paint('dim', counts, process.stdout)}`;
    if (secrets.length > 0) yield `  secrets by name: ${secrets.join(', ')}`;
    if (conflict !== null) yield `  ${paint('yellow', conflictText(conflict), process.stdout)}`;
  }
  for (const { functionId, name, method, path, conflict } of plan.requests) {
    yield `${functionId}: test "${name}"  ${method} ${path}`;
    if (conflict !== null) yield `  ${paint('yellow', conflictText(conflict), process.stdout)}`;
  }
  for (const { path, conflict } of plan.files) {
    yield path;
    if (conflict !== null) yield `  ${paint('yellow', conflictText(conflict), process.stdout)}`;
  }
  if (plan.environment !== null) {
    yield `variables of "${plan.environment.name}": ${plan.environment.variables.join(', ')}`;
  }
  for (const note of plan.notes) yield noteLine(note);
}

function noteLine({ severity, message, file, line }: ImportNote): string {
  const mark = severity === 'lost' ? paint('red', '!', process.stderr) : paint('yellow', '~', process.stderr);
  const place = file === undefined ? '' : ` (${file}${line === undefined ? '' : `:${line}`})`;
  return `${mark} ${message}${paint('dim', place, process.stderr)}`;
}

function* packageLines(wanted: ImportResult['packages']): Generator<string, void, void> {
  for (const { folder, packages } of wanted) {
    yield `To be installed for ${folder || 'the workspace'}: ${packages.join(' ')}`;
  }
  if (wanted.length > 0) yield 'Install them in the app, with npm, or by importing with --install.';
}

function* resultLines({ functions, files, skipped }: ImportResult, session: Session): Generator<string, void, void> {
  for (const { id, route, methods, replaced, problem } of functions) {
    yield `${replaced ? 'Replaced' : 'Created'} ${id}: ${methods.join(', ')} ${addressOfRoute(session, route)}`;
    if (problem !== null) yield `  it does not compile: ${problem.reason}`;
  }
  for (const path of files) yield `Wrote ${path}`;
  for (const key of skipped) yield `Skipped ${key}`;
}
