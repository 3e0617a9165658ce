import { createAsyncQueue } from '../../kit/async-queue.ts';
import type { ImportEvent, ImportResult, PlanInput } from '../../contract/import.ts';
import { planOf, settleImport } from '../../import/settle-import.ts';
import type { ImportDraft } from '../../import/import-draft.ts';
import { readImport } from '../../import/read-import.ts';
import { readSource } from '../../import/source-files.ts';
import { checkRoutePattern } from '../router/route-pattern.ts';
import { parseRecord } from '../store/function-record.ts';
import type { Store } from '../store/store.ts';
import { existingIn } from './existing-in.ts';
import type { InTurn } from './functions.ts';
import { os } from './implementer.ts';
import type { Services } from './services.ts';

interface Failed {
  type: 'failed';
  error: unknown;
}

/** Bringing functions in from elsewhere. */
export function importHandlers(services: Services, inTurn: InTurn) {
  const { registry, releases, telemetry, store: openStore } = services;

  const draftOf = async ({ source, as, functionId }: PlanInput): Promise<ImportDraft> =>
    readImport(await readSource(source), as, {
      checkRoute: checkRoutePattern,
      parseRecord,
      functionId,
      match(method, path) {
        const found = registry.match(method, path);
        return found.type === 'found' ? found.target.id : undefined;
      },
    });

  const run = async (
    draft: ImportDraft,
    choices: Parameters<typeof settleImport>[2],
    store: Store,
    tell: (event: ImportEvent) => void,
  ): Promise<ImportResult> => {
    const settled = await settleImport(draft, await existingIn(store, services), choices);
    const { functions, files, environment, packages, skipped, notes } = settled;
    // What is replaced has a version to go back to, though it may never have been called.
    for (const { id } of functions.filter(({ replaces }) => replaces)) await registry.check(id);
    await releases.settled();
    const total = functions.reduce((sum, one) => sum + one.files.length, files.length);
    const incoming = { from: draft.name, functions, files, environment };
    const { id } = await store.imports.bringIn(incoming, (done) =>
      tell({ type: 'progress', step: 'write', done, total }),
    );
    for (const [index, one] of functions.entries()) {
      tell({ type: 'progress', step: 'check', done: index, total: functions.length });
      await registry.check(one.id);
    }
    const made = functions.map(({ id: functionId, route, methods, replaces }) => {
      const problem = registry.summary(functionId)?.problem ?? registry.summary(functionId)?.damage ?? null;
      return { id: functionId, route, methods: [...methods], replaced: replaces, problem };
    });
    return { id, functions: made, files: files.map(({ path }) => path), packages, skipped, notes };
  };

  return {
    plan: os.imports.plan.handler(async ({ input }) => {
      const store = await openStore();
      return planOf(await draftOf(input), await existingIn(store, services));
    }),
    run: os.imports.run.handler(async ({ input, signal }) => {
      const store = await openStore();
      store.expectWritable();
      // What cannot be imported at all is refused before there is a stream.
      const draft = await draftOf(input);
      await settleImport(draft, await existingIn(store, services), input);
      const queue = createAsyncQueue<ImportEvent | Failed>(signal, () => undefined);
      // An import that has begun ends, whoever still looks on.
      inTurn(() => run(draft, input, store, queue.push)).then(
        (result) => queue.push({ type: 'finished', result }),
        (error: unknown) => queue.push({ type: 'failed', error }),
      );
      return untilFinished(queue);
    }),
    undo: os.imports.undo.handler(async ({ input: { id } }) => {
      const store = await openStore();
      store.expectWritable();
      return inTurn(async () => {
        const undone = await store.imports.undo(id);
        for (const removed of undone.removed) telemetry.forget(removed);
        for (const restored of undone.restored) await registry.check(restored);
        return undone;
      });
    }),
  };
}

async function* untilFinished(events: AsyncIterable<ImportEvent | Failed>): AsyncGenerator<ImportEvent, void, void> {
  for await (const event of events) {
    if (event.type === 'failed') throw event.error;
    yield event;
    if (event.type === 'finished') return;
  }
}
