import { useFunctions } from '../state/functions-store.ts';
import { keepDraftsAtLastMoment, keepDraftsNow, openDrafts, useDrafts } from './drafts-store.ts';

/** Unsaved text is on disk this soon after a key was pressed. */
const keepAfterMs = 300;

/** Restores the unsaved drafts of the open workspace, and keeps them through crashes and restarts while it runs. */
export function startDraftKeeping(): { dispose(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = () => {
    timer = undefined;
    void keepDraftsNow();
  };
  const followWorkspace = useFunctions.subscribe(({ workspace, functions }) => {
    if (workspace === null || workspace.loading !== null) return;
    void openDrafts(workspace.folder, (id) => functions.get(id)?.file);
  });
  const unsubscribe = useDrafts.subscribe((state, before) => {
    // Not restarted by each key: a person who never pauses is safe too.
    if (state.drafts !== before.drafts) timer ??= setTimeout(keep, keepAfterMs);
  });
  window.addEventListener('pagehide', keepDraftsAtLastMoment);
  return {
    dispose() {
      clearTimeout(timer);
      followWorkspace();
      unsubscribe();
      window.removeEventListener('pagehide', keepDraftsAtLastMoment);
    },
  };
}
