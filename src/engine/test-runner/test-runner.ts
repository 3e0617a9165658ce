import { NexoError } from '../../contract/errors.ts';
import type {
  StoredTest,
  TestDraft,
  TestResult,
  TestRunEvent,
  TestRunInput,
  TestSummary,
  TestTotals,
} from '../../contract/test.ts';
import { createAsyncQueue, type AsyncQueue } from '../../kit/async-queue.ts';
import type { Deployment, PerformFetch } from '../deployment.ts';
import type { TestTable } from '../store/store.ts';
import { createRecorder } from './recorder.ts';
import { brokenResult, invokeOnce, problemOf, runTest, withNetwork, type TestServices } from './run-test.ts';

export interface TestRunnerOptions extends Omit<TestServices, 'tests' | 'signal'> {
  tests: TestTable;
  /** Rejects with SYNTAX_ERROR, FUNCTION_DAMAGED or FUNCTION_NOT_FOUND. */
  deploy(functionId: string, draft: TestDraft | undefined): Promise<Deployment>;
  /** The network as a function is given it. */
  fetchFor(functionId: string): PerformFetch;
}

/** Functions that are tested side by side; the tests of one take turns. */
const maxFunctionsAtOnce = 4;

export interface TestRunner {
  /** Throws NOT_FOUND when what was named is not there. Ends early when `signal` aborts or the reader leaves. */
  run(input: TestRunInput, signal: AbortSignal | undefined): AsyncQueue<TestRunEvent>;
  /** Runs a test with the real network and keeps what was asked and answered in it. */
  record(stored: StoredTest, draft: TestDraft | undefined, signal: AbortSignal | undefined): Promise<StoredTest>;
}

export function createTestRunner({ tests, deploy, fetchFor, ...parts }: TestRunnerOptions): TestRunner {
  const runFunction = async (
    selected: readonly TestSummary[],
    draft: TestDraft | undefined,
    signal: AbortSignal,
    report: (result: TestResult) => void,
  ): Promise<void> => {
    let deployment: Deployment | undefined;
    try {
      for (const summary of selected) {
        if (signal.aborted) return;
        const run = async (): Promise<TestResult> => {
          if (summary.broken !== null) return brokenResult(summary, summary.broken);
          const stored = tests.get(summary.functionId, summary.name);
          deployment ??= await deploy(summary.functionId, draft);
          return runTest(stored, deployment, { ...parts, tests, signal });
        };
        report(await run().catch((error: unknown) => brokenResult(summary, problemOf(error, summary.file))));
      }
    } finally {
      if (draft && deployment) parts.pool.retire(deployment);
    }
  };

  return {
    run({ functionIds, name, drafts = {} }, signal) {
      const selected = select(tests, functionIds, name);
      const abort = new AbortController();
      const queue = createAsyncQueue<TestRunEvent>(signal, () => abort.abort());
      const totals: TestTotals = { passed: 0, failed: 0, broken: 0, durationMs: 0 };
      const startedMs = performance.now();
      const report = (result: TestResult): void => {
        totals[result.outcome] += 1;
        queue.push({ type: 'result', result });
      };
      const groups = [...Map.groupBy(selected, ({ functionId }) => functionId)].values();
      const work = async (): Promise<void> => {
        for (const [id, group] of groups) await runFunction(group, drafts[id], abort.signal, report);
      };
      queue.push({ type: 'started', tests: selected });
      void Promise.all(Array.from({ length: maxFunctionsAtOnce }, work)).then(() => {
        queue.push({ type: 'finished', totals: { ...totals, durationMs: performance.now() - startedMs } });
      });
      return queue;
    },
    async record(stored, draft, signal) {
      const { functionId, name, test } = stored;
      const deployment = await deploy(functionId, draft);
      const { mask } = deployment;
      const recorder = createRecorder(fetchFor(functionId), mask.text);
      await invokeOnce(stored, withNetwork(deployment, recorder.fetch), { ...parts, tests, signal });
      if (draft) parts.pool.retire(deployment);
      signal?.throwIfAborted();
      return tests.save(functionId, name, { ...test, fetch: 'mocked', exchanges: recorder.exchanges() }, 'replace');
    },
  };
}

function select(tests: TestTable, functionIds: readonly string[] | undefined, name: string | undefined): TestSummary[] {
  const all = functionIds === undefined ? tests.list() : functionIds.flatMap((id) => tests.list(id));
  if (name === undefined) return all;
  const named = all.filter((test) => test.name === name);
  if (named.length > 0) return named;
  throw new NexoError('NOT_FOUND', `there is no test "${name}"${functionIds ? ` of ${functionIds.join(', ')}` : ''}`);
}
