import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

import { InvalidArgumentError, Option, type Command } from 'commander';

import { writeFolder } from '../../bundle/output/write-folder.ts';
import { unpackOwn } from '../../bundle/output/unpack-own.ts';
import {
  targetNameSchema,
  type Bundle,
  type ExportCheck,
  type Finding,
  type TargetName,
} from '../../contract/bundle.ts';
import { paint } from '../paint.ts';
import {
  exitCodes,
  findFunctions,
  runCommand,
  withEngineFlags,
  type EngineFlags,
  type Session,
} from '../run-command.ts';
import { UsageError } from '../usage-error.ts';

interface ExportFlags extends EngineFlags {
  target: readonly TargetName[];
  out?: string;
  zip?: boolean;
  force?: boolean;
  verify: boolean;
}

/** `nexo export`: functions for another place, proved to run there. */
export function addExportCommand(program: Command): void {
  withEngineFlags(program.command('export [functions...]'))
    .description('Export functions, or all of the workspace, as a bundle that was booted and compared with Nexo.')
    .addOption(targetOption())
    .option(
      '--out <path>',
      'the folder to write, or with --zip the folder or file of the zip; for several targets the folder they go into',
    )
    .option('--zip', 'write one zip; a bundle for nexo always is one')
    .option('--force', 'write into a folder that is not empty')
    .option('--no-verify', 'do not boot the bundle')
    .addHelpText(
      'after',
      '\nExample:\n  nexo export hello orders --target node --out ./dist\n  nexo export --target cloudflare,deno --out ./dist\n\nExits with 1 when a bundle was written but failed its checks.',
    )
    .action((names: string[], flags: ExportFlags) =>
      runCommand(flags, async (session) => {
        if (flags.target.length > 1 && flags.out?.endsWith('.zip') === true) {
          throw new UsageError('--out cannot be one zip for several targets: name a folder');
        }
        const functions = names.length === 0 ? undefined : await idsOf(session, names);
        const exported: Exported[] = [];
        for (const target of flags.target) exported.push(await exportTo(session, target, functions, flags));
        if (flags.json === true) console.log(JSON.stringify(exported.length === 1 ? exported[0] : exported));
        return exported.some(({ verified }) => verified === false) ? exitCodes.failed : exitCodes.done;
      }),
    );
}

/** The choices are for help and completion: several of them are one, too. */
function targetOption(): Option {
  return new Option('--target <names>', 'where it will run, several with commas')
    .choices(targetNameSchema.options)
    .argParser(targetsOf)
    .makeOptionMandatory();
}

/** One of `targetNameSchema` or several with commas, each once. */
function targetsOf(text: string): TargetName[] {
  const names = text.split(',').map((name) => {
    const target = targetNameSchema.safeParse(name.trim());
    if (target.success) return target.data;
    throw new InvalidArgumentError(`Allowed choices are ${targetNameSchema.options.join(', ')}.`);
  });
  return [...new Set(names)];
}

/** What is told of a bundle that was written. */
interface Exported extends Omit<Bundle, 'zip'> {
  out: string;
  checks: readonly ExportCheck[];
  findings: readonly Finding[];
}

async function exportTo(
  session: Session,
  target: TargetName,
  functions: string[] | undefined,
  flags: ExportFlags,
): Promise<Exported> {
  const tell = (line: string): void => void (flags.json === true || console.error(line));
  if (flags.target.length > 1) tell(paint('bold', target, process.stderr));
  const findings = await session.client.bundles.report({ functions, targets: [target] });
  for (const finding of findings) tell(findingLine(finding));
  const { bundle, checks } = await collect(session, { functions, target, verify: flags.verify }, tell);
  const out = await write(bundle, flags);
  if (flags.json !== true) console.log(out);
  const { zip: _, ...about } = bundle;
  return { ...about, out, checks, findings };
}

async function idsOf({ client }: Session, names: readonly string[]): Promise<string[]> {
  return (await findFunctions(client, names)).map(({ id }) => id);
}

async function collect(
  { client, signal }: Session,
  input: { functions: string[] | undefined; target: TargetName; verify: boolean },
  tell: (line: string) => void,
): Promise<{ bundle: Bundle; checks: ExportCheck[] }> {
  const checks = new Map<string, ExportCheck>();
  for await (const event of await client.bundles.export(input, { signal })) {
    if (event.type === 'finished') return { bundle: event.bundle, checks: [...checks.values()] };
    checks.set(event.check.id, event.check);
    if (event.check.state !== 'running') tell(checkLines(event.check));
  }
  const [failed] = [...checks.values()].filter(({ state }) => state === 'failed');
  throw new UsageError(failed?.detail ?? 'the export was broken off');
}

async function write(bundle: Bundle, { out, zip, force = false, target }: ExportFlags): Promise<string> {
  const bytes = Buffer.from(bundle.zip, 'base64');
  if (zip !== true && bundle.target !== 'nexo') {
    const own = `${bundle.name}-${bundle.target}`;
    const folder = resolve(target.length > 1 ? join(out ?? '.', own) : (out ?? own));
    await writeFolder(folder, await unpackOwn(bytes), force);
    return folder;
  }
  const file = resolve(
    out === undefined || out.endsWith('.zip') ? (out ?? bundle.fileName) : join(out, bundle.fileName),
  );
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
  return file;
}

const marks = { running: ' ', passed: '✓', failed: '✕', skipped: '-' } as const;
const styles = { running: 'dim', passed: 'green', failed: 'red', skipped: 'yellow' } as const;

function checkLines({ kind, subject, state, detail, differences }: ExportCheck): string {
  const words = {
    compile: `${subject} compiled`,
    pack: `packed for ${subject}`,
    boot: `boots in ${subject}`,
    case: subject,
  };
  const first = `${paint(styles[state], marks[state], process.stderr)} ${words[kind]}`;
  const why = detail === undefined ? [] : detail.split('\n').map((line) => `    ${paint('dim', line, process.stderr)}`);
  const sides = differences.flatMap(({ what, expected, actual }) => [
    `    ${what}`,
    `      ${paint('green', `nexo    ${expected}`, process.stderr)}`,
    `      ${paint('red', `bundle  ${actual}`, process.stderr)}`,
  ]);
  return [first, ...why, ...sides].join('\n');
}

function findingLine({ severity, functionId, message, file, line }: Finding): string {
  const mark = severity === 'blocks' ? paint('red', '!', process.stderr) : paint('yellow', '~', process.stderr);
  const place = file === undefined ? '' : ` (${file}${line === undefined ? '' : `:${line}`})`;
  return `${mark} ${functionId}: ${message}${paint('dim', place, process.stderr)}`;
}
