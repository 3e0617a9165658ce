import { createSerialQueue } from '../../kit/serial-queue.ts';
import { engine } from '../api/clients.ts';
import { i18n } from '../i18n/i18n.ts';
import { useFunctions } from '../state/functions-store.ts';
import { reportProblem, showToast } from '../state/toasts-store.ts';

/** Serves what is saved of a function. */
export async function publish(functionId: string, message = ''): Promise<void> {
  try {
    const { name, release } = await engine.versions.publish({ id: functionId, message });
    showToast({ tone: 'ok', title: i18n.t('versions.published', { name, number: release?.number ?? 0 }) });
  } catch (error) {
    reportProblem(error);
  }
}

const oneByOne = createSerialQueue();

/** Serves the version before the live one again. Once more, and that is taken back; presses wait for each other. */
export function rollBackOne(functionId: string): Promise<void> {
  return oneByOne(async () => {
    try {
      // Going back is a version of its own, so the latest is what is live.
      const [, before] = await engine.versions.list({ id: functionId });
      if (before !== undefined) await rollBack(functionId, before.number);
      else showToast({ tone: 'info', title: i18n.t('versions.noneBefore') });
    } catch (error) {
      reportProblem(error);
    }
  });
}

/** Serves an earlier version again; the notice offers to take that back. Resolves with whether it was done. */
export async function rollBack(functionId: string, number: number): Promise<boolean> {
  const before = useFunctions.getState().functions.get(functionId)?.release?.number ?? null;
  try {
    const { release } = await engine.versions.rollback({ id: functionId, number });
    const now = release?.number ?? 0;
    showToast({
      tone: 'ok',
      title: i18n.t('versions.rolledBack', { number, now }),
      ...(before !== null && {
        action: { label: i18n.t('versions.undo'), run: () => void rollBack(functionId, before) },
      }),
    });
    return true;
  } catch (error) {
    reportProblem(error);
    return false;
  }
}
