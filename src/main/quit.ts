import { app } from 'electron';

import type { EngineHost } from './engine-link/engine-host.ts';
import type { SettingsStore } from './settings.ts';

/**
 * Lets the engine drain and the settings be written before the app ends, and ends the app with its last window (on macOS, apps stay).
 * A signal from the terminal ends it the same way.
 */
export function finishOnQuit(engine: EngineHost, settings: SettingsStore): void {
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void Promise.allSettled([engine.dispose(), settings.settled()]).then(() => {
      stopped = true;
      // Not from within `will-quit`, where Electron ignores it: an engine that is gone already is no wait at all.
      setImmediate(() => app.quit());
    });
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}
