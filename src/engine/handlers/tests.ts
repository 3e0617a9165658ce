import type { TestRunEvent, TestSummary } from '../../contract/test.ts';
import { createAsyncQueue } from '../../kit/async-queue.ts';
import { functionNotFound } from '../router/function-registry.ts';
import type { TestTable } from '../store/store.ts';
import { createTestRunner } from '../test-runner/test-runner.ts';
import { draftDeployment } from './draft-deployment.ts';
import { os } from './implementer.ts';
import type { Services } from './services.ts';

/** A reader this far behind is let go; it asks again and starts with everything. */
const maxBehind = 1_000;

/** Tests as files: everything that is answered here is on the disk. */
export function testHandlers(services: Services) {
  const { registry, invoker, pool, workspace, fetchFor, store } = services;
  const openTests = async (functionId?: string): Promise<TestTable> => {
    const { tests } = await store();
    await tests.ready;
    if (functionId !== undefined && registry.get(functionId) === undefined) throw functionNotFound(functionId);
    return tests;
  };
  const runner = (tests: TestTable) =>
    createTestRunner({
      tests,
      invoker,
      pool,
      fetchFor,
      origin: workspace.current().url,
      deploy: (id, draft) => (draft ? draftDeployment(services, id, draft) : registry.deploy(id)),
    });
  type Event = { type: 'opened'; tests: TestSummary[] } | { type: 'changed'; functionId: string; tests: TestSummary[] };

  return {
    list: os.tests.list.handler(async ({ input }) => (await openTests(input?.functionId)).list(input?.functionId)),
    watch: os.tests.watch.handler(async ({ signal }) => {
      const tests = await openTests();
      const queue = createAsyncQueue<Event>(signal, () => stop());
      const stop = tests.onChange((functionId) => {
        if (queue.size >= maxBehind) queue.close();
        else queue.push({ type: 'changed', functionId, tests: tests.list(functionId) });
      });
      if (signal?.aborted === true) stop();
      queue.push({ type: 'opened', tests: tests.list() });
      return queue;
    }),
    get: os.tests.get.handler(async ({ input: { functionId, name } }) =>
      (await openTests(functionId)).get(functionId, name),
    ),
    save: os.tests.save.handler(async ({ input: { functionId, name, test, create } }) =>
      (await openTests(functionId)).save(functionId, name, test, create ? 'create' : 'replace'),
    ),
    rename: os.tests.rename.handler(async ({ input: { functionId, name, to } }) =>
      (await openTests(functionId)).rename(functionId, name, to),
    ),
    remove: os.tests.remove.handler(async ({ input: { functionId, name } }) => {
      await (await openTests(functionId)).remove(functionId, name);
    }),
    run: os.tests.run.handler(async ({ input, signal }) => {
      const tests = await openTests();
      for (const id of input.functionIds ?? []) if (registry.get(id) === undefined) throw functionNotFound(id);
      return untilFinished(runner(tests).run(input, signal));
    }),
    record: os.tests.record.handler(async ({ input: { functionId, name, draft }, signal }) => {
      const tests = await openTests(functionId);
      return runner(tests).record(tests.get(functionId, name), draft, signal);
    }),
  };
}

async function* untilFinished(events: AsyncIterable<TestRunEvent>): AsyncGenerator<TestRunEvent, void, void> {
  for await (const event of events) {
    yield event;
    if (event.type === 'finished') return;
  }
}
