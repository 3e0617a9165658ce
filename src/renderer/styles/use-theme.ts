import { useSyncExternalStore } from 'react';

import type { Theme } from '../../contract/shell.ts';
import { usePreferences } from '../state/preferences-store.ts';

/** A theme as it is shown, the system's wish taken into account. */
export type ShownTheme = Exclude<Theme, 'system'>;

const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');

function subscribe(onChange: () => void): () => void {
  darkQuery.addEventListener('change', onChange);
  return () => darkQuery.removeEventListener('change', onChange);
}

/** The theme the app shows now; follows the person's choice and the system. */
export function useTheme(): ShownTheme {
  const choice = usePreferences((preferences) => preferences.theme);
  const systemDark = useSyncExternalStore(subscribe, () => darkQuery.matches);
  if (choice !== 'system') return choice;
  return systemDark ? 'dark' : 'light';
}
