import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

import { Option, type Command } from 'commander';

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
  UsageError,
  withEngineFlags,
  type EngineFlags,
  type Session,
} from '../run-command.ts';

interface ExportFlags extends EngineFlags {
  target: TargetName;
  out?: string;
  zip?: boolean;
  force?: boolean;
  verify: boolean;
}

/** `nexo export`: functions for another place, proved to run there. */
export function addExportCommand(program: Command): void {
  withEngineFlags(program.command('export [functions...]'))
    .description('Export functions, or all of the workspace, as a bundle that was booted and compared with Nexo.')
    .addOption(
      new Option('--target <name>', 'where it will run').choices(targetNameSchema.options).makeOptionMandatory(),
    )
    .option('--out <path>', 'the folder to write, or with --zip the folder or file of the zip')
    .option('--zip', 'write one zip; a bundle for nexo always is one')
    .option('--force', 'write into a folder that is not empty')
    .option('--no-verify', 'do not boot the bundle')
    .addHelpText(
      'after',
      '\nExample:\n  nexo export hello orders --target node --out ./dist\n\nExits with 1 when the bundle was written but failed its checks.',
    )
    .action((names: string[], flags: ExportFlags) =>
      runCommand(flags, async (session) => {
        const functions = names.length === 0 ? undefined : await idsOf(session, names);
        const findings = await session.client.bundles.report({ functions, targets: [flags.target] });
        const tell = (line: string): void => void (flags.json === true || console.error(line));
        for (const finding of findings) tell(findingLine(finding));
        const { bundle, checks } = await collect(
          session,
          { functions, target: flags.target, verify: flags.verify },
          tell,
        );
        const written = await write(bundle, flags);
        if (flags.json === true) {
          const { zip: _, ...about } = bundle;
          console.log(JSON.stringify({ ...about, out: written, checks, findings }));
        } else console.log(written);
        return bundle.verified === false ? exitCodes.failed : exitCodes.done;
      }),
    );
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

async function write(bundle: Bundle, { out, zip, force = false }: ExportFlags): Promise<string> {
  const bytes = Buffer.from(bundle.zip, 'base64');
  if (zip !== true && bundle.target !== 'nexo') {
    const folder = resolve(out ?? `${bundle.name}-${bundle.target}`);
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
