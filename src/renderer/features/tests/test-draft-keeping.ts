import { createSerialQueue } from '../../../kit/serial-queue.ts';
import { createBrowserDatabase } from '../../state/browser-database.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { readTestDraft, type TestDraft } from './test-draft.ts';

/** The test that is written: of a function, and under which name it is saved, if it is. */
export interface TestPlace {
  functionId: string;
  savedName: string | undefined;
}

const database = createBrowserDatabase('nexo-test-drafts');
const inTurn = createSerialQueue();
const waiting = new Map<string, TestDraft | null>();

function keyOf({ functionId, savedName = '' }: TestPlace): string {
  return `${useFunctions.getState().workspace?.folder ?? ''}\n${functionId}\n${savedName}`;
}

/** What was typed there and not saved, also by a session before; undefined where there is nothing. */
export async function keptTestDraft(place: TestPlace): Promise<TestDraft | undefined> {
  const key = keyOf(place);
  const kept: unknown = await inTurn(() => database.read(key)).catch(() => undefined);
  return readTestDraft(kept);
}

/** Keeps what is typed through a restart of the app; null once it is saved or given up. */
export function keepTestDraft(place: TestPlace, draft: TestDraft | null): void {
  const key = keyOf(place);
  const isFirst = !waiting.has(key);
  waiting.set(key, draft);
  if (!isFirst) return;
  // Whatever was typed until its turn comes is written at once. What cannot be kept is only typed again.
  void inTurn(async () => {
    const latest = waiting.get(key);
    waiting.delete(key);
    await database.write(key, latest);
  }).catch(() => undefined);
}
