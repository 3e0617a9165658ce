import { defaultPreferences, type Preferences, preferencesSchema } from '../../../contract/shell.ts';
import { createLiveValue } from '../../../kit/live-value.ts';

const key = 'nexo.preferences';

export interface KeptPreferences {
  watch(signal?: AbortSignal): AsyncGenerator<Preferences, void, void>;
  set(change: Partial<Preferences>): Preferences;
}

/** What a person chose, kept by this browser. What is not known any more, or was damaged, is the default. */
export function createKeptPreferences(storage: Storage = localStorage): KeptPreferences {
  const live = createLiveValue(read(storage));
  // What another tab has set.
  globalThis.addEventListener?.('storage', (event) => {
    if (event.key === key) live.set(read(storage));
  });
  return {
    watch: live.watch,
    set(change) {
      live.set({ ...live.get(), ...change });
      storage.setItem(key, JSON.stringify(live.get()));
      return live.get();
    },
  };
}

function read(storage: Storage): Preferences {
  try {
    const kept = preferencesSchema.partial().parse(JSON.parse(storage.getItem(key) ?? '{}'));
    return { ...defaultPreferences, ...kept };
  } catch {
    return defaultPreferences;
  }
}
