import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import type { TestResult, TestTotals } from '../../contract/test.ts';
import { ConfigError } from '../../engine/config.ts';
import { connectEngine, type RestClient } from '../engine-client.ts';
import { startEngine, type OwnEngine } from '../own-engine.ts';
import { jsonReport } from './json-report.ts';
import { junitReport } from './junit-report.ts';
import { prettyResult, prettyTotals } from './pretty-report.ts';

export interface TestFlags {
  workspace?: string;
  name?: string;
  reporter: 'pretty' | 'json' | 'junit';
  out?: string;
  url?: string;
  token?: string;
  secrets?: string;
  log: string;
}

/** Whatever keeps the tests from being run; its message is for the person at the terminal. */
class UsageError extends Error {}

/**
 * Resolves with the exit code: 0 when all tests passed, 1 when one failed, 2 when there is nothing to run, a test file
 * is broken, or the tests cannot be run at all.
 */
export async function runTests(functions: readonly string[], flags: TestFlags): Promise<number> {
  let engine: OwnEngine | undefined;
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    if (flags.url === undefined) engine = await startEngine({ ...flags, addr: '127.0.0.1:0' });
    const client = connectEngine(engine?.url ?? addressOf(flags.url ?? ''), flags.token ?? process.env['NEXO_TOKEN']);
    const functionIds = functions.length === 0 ? undefined : await idsOf(client, functions);
    const { results, totals } = await collect(client, { functionIds, name: flags.name }, flags, abort.signal);
    await report(results, totals, flags);
    return exitCodeOf(totals);
  } catch (error) {
    if (abort.signal.aborted) return 130;
    console.error(`nexo: ${messageOf(error, flags)}`);
    return 2;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await engine?.dispose();
  }
}

async function collect(
  client: RestClient,
  input: { functionIds: string[] | undefined; name: string | undefined },
  flags: TestFlags,
  signal: AbortSignal,
): Promise<{ results: TestResult[]; totals: TestTotals }> {
  const results: TestResult[] = [];
  for await (const event of await client.tests.run(input, { signal })) {
    if (event.type === 'started' && event.tests.length === 0) throw new UsageError('there are no tests to run');
    if (event.type === 'result') {
      results.push(event.result);
      if (showsProgress(flags)) console.log(prettyResult(event.result));
    }
    if (event.type === 'finished') return { results, totals: event.totals };
  }
  throw new UsageError('the run was broken off');
}

async function report(results: readonly TestResult[], totals: TestTotals, flags: TestFlags): Promise<void> {
  const text = { pretty: prettyReport, json: jsonReport, junit: junitReport }[flags.reporter](results, totals);
  if (flags.out !== undefined) {
    const file = resolve(flags.out);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  if (showsProgress(flags)) console.log(prettyTotals(totals));
  else console.log(text.trimEnd());
}

/** A report for programs has the terminal, or rather the pipe behind it, to itself. */
function showsProgress({ reporter, out }: TestFlags): boolean {
  return reporter === 'pretty' || out !== undefined;
}

function prettyReport(results: readonly TestResult[], totals: TestTotals): string {
  return `${[...results.map((result) => prettyResult(result, false)), prettyTotals(totals, false)].join('\n')}\n`;
}

/** Functions may be named as they are called or by their folders. */
async function idsOf(client: RestClient, names: readonly string[]): Promise<string[]> {
  const known = await client.functions.list();
  return names.map((name) => {
    const found = known.find(({ id }) => id === name) ?? known.find((one) => one.name === name);
    if (found === undefined) throw new UsageError(`there is no function "${name}"`);
    return found.id;
  });
}

function addressOf(url: string): string {
  const parsed = URL.parse(/^https?:/.test(url) ? url : `http://${url}`);
  if (parsed === null) throw new UsageError(`--url cannot be "${url}": give an address such as http://127.0.0.1:3000`);
  return parsed.origin;
}

function exitCodeOf({ failed, broken }: TestTotals): number {
  if (broken > 0) return 2;
  return failed > 0 ? 1 : 0;
}

function messageOf(error: unknown, { url }: TestFlags): string {
  if (error instanceof UsageError || error instanceof ConfigError) return error.message;
  if (error instanceof TypeError && url !== undefined) return `no engine answers at ${url}`;
  const text = error instanceof Error ? error.message : String(error);
  return text.includes('is open in')
    ? `${text} To use the engine that has it open, give its address with --url.`
    : text;
}
