import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { ExportCheck, TargetName } from '../../contract/bundle.ts';
import type { HeaderList } from '../../contract/invocation.ts';
import { evaluateAssertions } from '../../testing/evaluate-assertions.ts';
import type { BundleFile } from '../bundle-file.ts';
import { bootBundle, RuntimeMissing, type BootOptions, type RunningBundle } from './boot-bundle.ts';
import { compareAnswers, withoutVarying } from './compare-answers.ts';
import { exchange, type Answer } from './exchange.ts';
import type { ReplayCase } from './replay-case.ts';

export interface VerifyOptions extends Omit<BootOptions, 'folder' | 'target'> {
  target: TargetName;
  /** The program the bundle is booted in, for people. */
  runtime: string;
  files: readonly BundleFile[];
  cases: readonly ReplayCase[];
  /** Nexo's own gateway, with the path before functions. */
  gateway: string;
}

const bootTimeoutMs = 30_000;
const functionPrefix = '/fn';

/**
 * Boots a bundle and asks it what the gateway is asked; yields each check as it begins and as it ends. Returns whether all
 * passed, null where the bundle could not be booted on this machine. Leaves no process and no file, however it ends.
 */
export async function* verifyBundle(options: VerifyOptions): AsyncGenerator<ExportCheck, boolean | null, void> {
  const { runtime, files, cases, signal } = options;
  const boot: ExportCheck = { id: 'boot', kind: 'boot', subject: runtime, state: 'running', differences: [] };
  yield boot;
  const folder = await mkdtemp(join(tmpdir(), 'nexo-verify-'));
  let running: RunningBundle | undefined;
  try {
    await writeFiles(folder, files);
    running = await bootBundle({
      ...options,
      folder,
      signal: AbortSignal.any([signal, AbortSignal.timeout(bootTimeoutMs)]),
    });
    yield { ...boot, state: 'passed' };
    return yield* replayAll(cases, running, options);
  } catch (error) {
    if (signal.aborted) throw error;
    const missing = error instanceof RuntimeMissing;
    yield { ...boot, state: missing ? 'skipped' : 'failed', detail: textOf(error) };
    return missing ? null : false;
  } finally {
    await running?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function* replayAll(
  cases: readonly ReplayCase[],
  running: RunningBundle,
  options: VerifyOptions,
): AsyncGenerator<ExportCheck, boolean, void> {
  let passed = true;
  for (const one of cases) {
    options.signal.throwIfAborted();
    const check: ExportCheck = { id: one.id, kind: 'case', subject: one.subject, state: 'running', differences: [] };
    yield check;
    const { hangs, ...outcome } = await replay(one, running, options);
    yield { ...check, ...outcome };
    passed &&= outcome.state !== 'failed';
    // What hangs once would keep every other request waiting, too.
    if (hangs === true) break;
  }
  return passed;
}

type Outcome = Pick<ExportCheck, 'state' | 'detail'> & { differences: ExportCheck['differences']; hangs?: boolean };

async function replay(one: ReplayCase, running: RunningBundle, options: VerifyOptions): Promise<Outcome> {
  if (one.skip !== undefined) return { state: 'skipped', detail: one.skip, differences: [] };
  const { gateway, target, signal } = options;
  const ask = (url: string, prefix: string): Promise<Answer> => {
    const timeout = AbortSignal.timeout(one.timeoutMs);
    return exchange(url, prefix, one.request, AbortSignal.any([signal, timeout]));
  };
  const expected = await ask(gateway, functionPrefix);
  let actual: Answer;
  try {
    actual = await ask(running.url, target === 'nexo' ? functionPrefix : '');
  } catch (error) {
    signal.throwIfAborted();
    const late = error instanceof Error && error.name === 'AbortError';
    const detail = late ? `no answer within ${one.timeoutMs} ms` : textOf(error);
    return {
      state: 'failed',
      detail: `${detail}\n${running.output.slice(-2_000)}`.trim(),
      differences: [],
      hangs: late,
    };
  }
  const failed = failedAssertions(one, actual);
  if (failed !== undefined) return { state: 'failed', detail: failed, differences: compareAnswers(expected, actual) };
  const differences = compareAnswers(expected, actual);
  if (differences.length === 0) return { state: 'passed', differences };
  const counting = withoutVarying(differences, expected, await ask(gateway, functionPrefix));
  if (counting.length > 0) return { state: 'failed', differences: counting };
  const varying = differences.map(({ what }) => what).join(', ');
  return { state: 'passed', detail: `differs in Nexo's own answers as well: ${varying}`, differences: [] };
}

function failedAssertions({ assertions }: ReplayCase, answer: Answer): string | undefined {
  const { status, headers, body, timeMs } = answer;
  const list: HeaderList = headers.map((line) => [
    line.slice(0, line.indexOf(': ')),
    line.slice(line.indexOf(': ') + 2),
  ]);
  const results = evaluateAssertions(assertions, { status, headers: list, body, timeMs, cpuMs: null });
  const failed = results.filter(({ outcome }) => outcome === 'failed');
  if (failed.length === 0) return undefined;
  return failed
    .map(({ assertion, expected, actual }) => `${assertion.target}: expected ${expected}, got ${actual}`)
    .join('\n');
}

async function writeFiles(folder: string, files: readonly BundleFile[]): Promise<void> {
  for (const { path, bytes } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
