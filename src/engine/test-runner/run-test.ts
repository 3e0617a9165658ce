import { NexoError } from '../../contract/errors.ts';
import type { Damage } from '../../contract/function.ts';
import { invokeInputSchema, type InvokeResult } from '../../contract/invocation.ts';
import type { StoredTest, TestAnswer, TestResult } from '../../contract/test.ts';
import { evaluateAssertions, havePassed } from '../../testing/evaluate-assertions.ts';
import { requestOfTest } from '../../testing/request-of-test.ts';
import type { Deployment, PerformFetch } from '../deployment.ts';
import { callOfInput } from '../handlers/call-of-input.ts';
import { collectResponse } from '../handlers/collected-response.ts';
import type { Invoker } from '../gateway/invoker.ts';
import type { Pool } from '../pool/pool.ts';
import type { TestTable } from '../store/store.ts';
import { createMockedNetwork, type MockedNetwork } from './mocked-network.ts';
import { boundedPatternTest } from './pattern-test.ts';

export interface TestServices {
  invoker: Invoker;
  pool: Pick<Pool, 'retire'>;
  tests: Pick<TestTable, 'readFile'>;
  /** What requests seem to be sent to. */
  origin: string;
  signal: AbortSignal | undefined;
}

/** What a person can look at in a list of results; the whole body is there when they run it themselves. */
const maxShownBody = 65_536;

/** Runs one test against a deployment. Rejects with a NexoError when it cannot be run at all. */
export async function runTest(stored: StoredTest, deployment: Deployment, services: TestServices): Promise<TestResult> {
  const { functionId, name, file, test } = stored;
  const { mask } = deployment;
  const mocked = test.fetch === 'mocked' ? createMockedNetwork(test.exchanges ?? [], mask.text) : null;
  const startedMs = performance.now();
  const result = await invokeOnce(stored, mocked ? withNetwork(deployment, mocked.fetch) : deployment, services);
  const answer = answerOf(result);
  const assertions = evaluateAssertions(
    test.assertions,
    { ...answer, body: answer.bodyEncoding === 'utf8' ? result.body : null, timeMs: answer.wallMs },
    boundedPatternTest,
  ).map((one) => ({ ...one, actual: mask.text(one.actual) }));
  return {
    functionId,
    name,
    file,
    outcome: hasPassed(assertions, answer, mocked) ? 'passed' : 'failed',
    assertions,
    answer: { ...answer, body: mask.text(answer.body) },
    problem: null,
    unexpectedFetches: mocked?.unexpected() ?? [],
    unusedExchanges: mocked?.unused() ?? 0,
    durationMs: performance.now() - startedMs,
  };
}

/** The same code with another network: a deployment, and so an isolate, of its own. */
export function withNetwork(deployment: Deployment, fetch: PerformFetch): Deployment {
  return { ...deployment, fetch };
}

/** Sends a test's request; a deployment with a network of its own is thrown away afterwards. */
export async function invokeOnce(
  { functionId, test }: StoredTest,
  deployment: Deployment,
  services: TestServices,
): Promise<InvokeResult> {
  const { invoker, pool, tests, origin, signal } = services;
  const readFile = async (path: string) => Buffer.from(await tests.readFile(functionId, path)).toString('base64');
  const { body, ...request } = await requestOfTest(test.request, deployment.function.route, readFile);
  const sent = body === null ? {} : { body: body.text, bodyEncoding: body.encoding };
  const input = invokeInputSchema.parse({ id: functionId, ...request, ...sent });
  try {
    const call = callOfInput(input, deployment, 'test', origin);
    const id = invoker.newId();
    const response = collectResponse(id, deployment.source.version);
    const running = invoker.run(id, deployment, call, response);
    const cancel = (): void => running.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    return await response.result.finally(() => signal?.removeEventListener('abort', cancel));
  } finally {
    if (deployment.fetch) pool.retire(deployment);
  }
}

/** How a test ends that could not be run. */
export function brokenResult(
  { functionId, name, file }: Pick<StoredTest, 'functionId' | 'name' | 'file'>,
  problem: Damage,
): TestResult {
  return {
    functionId,
    name,
    file,
    outcome: 'broken',
    assertions: [],
    answer: null,
    problem,
    unexpectedFetches: [],
    unusedExchanges: 0,
    durationMs: 0,
  };
}

/** Why a test could not be run, with the place where there is one. */
export function problemOf(error: unknown, file: string): Damage {
  if (!(error instanceof NexoError)) return { file, reason: error instanceof Error ? error.message : String(error) };
  const { file: at = file, line, column } = error.details;
  return { file: at, reason: error.message, line, column };
}

function hasPassed(
  assertions: TestResult['assertions'],
  { failure }: TestAnswer,
  mocked: MockedNetwork | null,
): boolean {
  if (mocked !== null && mocked.unexpected().length > 0) return false;
  if (assertions.length === 0) return failure === null;
  return havePassed(assertions);
}

function answerOf(result: InvokeResult): TestAnswer {
  const { body, bodyEncoding, error: failure, ...rest } = result;
  const { invocation, version, status, headers, cpuMs, wallMs, logs } = rest;
  const bytes = Buffer.byteLength(body, bodyEncoding);
  const shown = body.slice(0, maxShownBody);
  const measured = { cpuMs, wallMs, logs, failure };
  return { invocation, version, status, headers, body: shown, bodyEncoding, bytes, ...measured };
}
