import { keepDraftsNow, useDrafts } from './drafts-store.ts';

/** Unsaved text is on disk this soon after a key was pressed. */
const keepAfterMs = 500;

/** Keeps unsaved drafts through crashes and restarts while it runs. */
export function startDraftKeeping(): { dispose(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keepNow = () => {
    clearTimeout(timer);
    timer = undefined;
    keepDraftsNow();
  };
  const unsubscribe = useDrafts.subscribe((state, before) => {
    // Not restarted by each key: a person who never pauses is safe too.
    if (state.drafts !== before.drafts) timer ??= setTimeout(keepNow, keepAfterMs);
  });
  window.addEventListener('pagehide', keepNow);
  return {
    dispose() {
      unsubscribe();
      window.removeEventListener('pagehide', keepNow);
      keepNow();
    },
  };
}
