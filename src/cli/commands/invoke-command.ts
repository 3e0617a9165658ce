import { readFile } from 'node:fs/promises';

import type { Command } from 'commander';

import type { HeaderList, InvokeResult } from '../../contract/invocation.ts';
import { paint } from '../paint.ts';
import { exitCodes, findFunction, runCommand, withEngineFlags, type EngineFlags } from '../run-command.ts';
import { UsageError } from '../usage-error.ts';

interface InvokeFlags extends EngineFlags {
  method?: string;
  path?: string;
  header: string[];
  data?: string;
}

/** `nexo invoke`: one call, with its logs and what it used. */
export function addInvokeCommand(program: Command): void {
  withEngineFlags(program.command('invoke <function>'))
    .description('Call a function. Its answer goes to standard output, logs and figures to standard error.')
    .option('--method <method>', 'GET, or POST with --data')
    .option('--path <path>', "path and query (the function's route)")
    .option('--header <header>', 'a header, such as "accept: text/plain"; may be repeated', collect, [])
    .option('--data <text>', 'the body; @file for that of a file')
    .addHelpText(
      'after',
      `\nExample:\n  nexo invoke orders --path /orders/7 --data '{"count":2}'\n\nExits with 1 when the function failed.`,
    )
    .action((name: string, flags: InvokeFlags) =>
      runCommand(flags, async ({ client, signal }) => {
        const { id } = await findFunction(client, name);
        const data = flags.data === undefined ? undefined : await readData(flags.data);
        const input = {
          id,
          method: flags.method?.toUpperCase() ?? (data === undefined ? 'GET' : 'POST'),
          path: flags.path,
          headers: flags.header.map(headerOf),
          body: data?.toString('base64'),
          bodyEncoding: 'base64' as const,
        };
        const result = await client.invocations.invoke(input, { signal });
        if (flags.json === true) console.log(JSON.stringify(result));
        else show(result);
        return result.error === null ? exitCodes.done : exitCodes.failed;
      }),
    );
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

function headerOf(text: string): HeaderList[number] {
  const colon = text.indexOf(':');
  if (colon < 1) throw new UsageError(`--header "${text}": write it as "name: value"`);
  return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}

async function readData(text: string): Promise<Buffer> {
  if (!text.startsWith('@')) return Buffer.from(text);
  try {
    return await readFile(text.slice(1));
  } catch (error) {
    throw new UsageError(`--data: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function show({ status, body, bodyEncoding, logs, cpuMs, wallMs, error }: InvokeResult): void {
  for (const { level, text } of logs) console.error(paint('dim', `${level}: ${text}`, process.stderr));
  if (error !== null) {
    const place = error.position === undefined ? '' : ` (${error.position.file}:${error.position.line})`;
    console.error(paint('red', `${error.code}: ${error.message}${place}`, process.stderr));
  }
  process.stdout.write(Buffer.from(body, bodyEncoding));
  if (bodyEncoding === 'utf8' && process.stdout.isTTY && !body.endsWith('\n')) process.stdout.write('\n');
  console.error(paint('dim', `${status}, ${cpuMs.toFixed(1)} ms CPU, ${wallMs.toFixed(1)} ms`, process.stderr));
}
