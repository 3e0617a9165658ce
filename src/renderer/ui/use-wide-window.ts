import { useSyncExternalStore } from 'react';

/** Below this many pixels, side panes give way; the same bound as the kit's `max-[1099px]` classes. */
const wideQuery = window.matchMedia('(min-width: 1100px)');

function subscribe(onChange: () => void): () => void {
  wideQuery.addEventListener('change', onChange);
  return () => wideQuery.removeEventListener('change', onChange);
}

/** Whether the window has room for every pane side by side. */
export function useWideWindow(): boolean {
  return useSyncExternalStore(subscribe, () => wideQuery.matches);
}
