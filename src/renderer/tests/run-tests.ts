import type { TestRunInput } from '../../contract/test.ts';
import { engine } from '../api/clients.ts';
import { unsavedDraft } from '../run/unsaved-draft.ts';
import { reportProblem } from '../state/toasts-store.ts';
import { testKey, useTests } from './tests-store.ts';

const aborts = new Set<AbortController>();

/** Runs all tests, a function's, or one; unsaved text is tested as it is. Says so when they cannot be run. */
export async function runTests(which: { functionId?: string; name?: string } = {}): Promise<void> {
  const { functionId, name } = which;
  const abort = new AbortController();
  aborts.add(abort);
  const waiting = new Set<string>();
  try {
    const input: TestRunInput = { functionIds: functionId === undefined ? undefined : [functionId], name };
    const events = await engine.tests.run({ ...input, drafts: unsavedDrafts(functionId) }, { signal: abort.signal });
    for await (const event of events) {
      if (event.type === 'started') {
        for (const test of event.tests) waiting.add(testKey(test));
        setRunning([...waiting], true);
      } else if (event.type === 'result') {
        const key = testKey(event.result);
        waiting.delete(key);
        useTests.setState(({ results }) => ({ results: new Map(results).set(key, event.result) }));
        setRunning([key], false);
      }
    }
  } catch (error) {
    if (!abort.signal.aborted) reportProblem(error);
  } finally {
    aborts.delete(abort);
    setRunning([...waiting], false);
  }
}

/** Stops every run under way. */
export function cancelTests(): void {
  for (const abort of aborts) abort.abort();
}

function unsavedDrafts(functionId: string | undefined): TestRunInput['drafts'] {
  const ids = functionId === undefined ? [...(useTests.getState().tests?.keys() ?? [])] : [functionId];
  const drafts = ids.map((id) => [id, unsavedDraft(id)] as const);
  return Object.fromEntries(drafts.flatMap(([id, draft]) => (draft === undefined ? [] : [[id, draft]])));
}

function setRunning(keys: readonly string[], isRunning: boolean): void {
  useTests.setState(({ running }) => {
    const next = new Set(running);
    for (const key of keys) if (isRunning) next.add(key);
    for (const key of keys) if (!isRunning) next.delete(key);
    return { running: next };
  });
}
