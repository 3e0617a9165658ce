import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import type { TestResult, TestTotals } from '../../contract/test.ts';
import type { RestClient } from '../engine-client.ts';
import { untilInterrupted } from '../interrupt.ts';
import { openEngine, type OpenEngine } from '../open-engine.ts';
import { exitCodes, findFunctions, type EngineFlags } from '../run-command.ts';
import { UsageError } from '../usage-error.ts';
import { jsonReport } from './json-report.ts';
import { junitReport } from './junit-report.ts';
import { prettyResult, prettyTotals } from './pretty-report.ts';

export interface TestFlags extends EngineFlags {
  name?: string;
  reporter: 'pretty' | 'json' | 'junit';
  out?: string;
}

/**
 * Resolves with the exit code: 0 when all tests passed, 1 when one failed, 2 when there is nothing to run, a test file
 * is broken, or the tests cannot be run at all.
 */
export async function runTests(functions: readonly string[], flags: TestFlags): Promise<number> {
  let engine: OpenEngine | undefined;
  const interrupt = untilInterrupted();
  try {
    engine = await openEngine(flags);
    const { client } = engine;
    const named = functions.length === 0 ? undefined : await findFunctions(client, functions);
    const functionIds = named?.map(({ id }) => id);
    const { results, totals } = await collect(client, { functionIds, name: flags.name }, flags, interrupt.signal);
    await report(results, totals, flags);
    return exitCodeOf(totals);
  } catch (error) {
    if (interrupt.signal.aborted) return exitCodes.interrupted;
    console.error(`nexo: ${error instanceof Error ? error.message : String(error)}`);
    return exitCodes.usage;
  } finally {
    interrupt.dispose();
    await engine?.dispose?.();
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

function exitCodeOf({ failed, broken }: TestTotals): number {
  if (broken > 0) return exitCodes.usage;
  return failed > 0 ? exitCodes.failed : exitCodes.done;
}
