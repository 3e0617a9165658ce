import { watch } from 'chokidar';
import { basename, relative, sep } from 'node:path';

export interface FunctionWatcher {
  close(): Promise<void>;
}

/** Editors write in several steps: a function is looked at when it has been quiet for this long. */
const quietMs = 80;

/** Calls `changed` with a folder's name once the files in it have come to rest. Our own writes are reported too. */
export function watchFunctions(
  folder: string,
  changed: (id: string) => void,
  failed: (error: unknown) => void,
): FunctionWatcher {
  const timers = new Map<string, NodeJS.Timeout>();
  // Files that are there at the start are reported as well: they may have changed since they were loaded.
  const watcher = watch(folder, {
    depth: 1,
    followSymlinks: false,
    ignored: (path) => path !== folder && basename(path).startsWith('.'),
  });
  watcher.on('all', (_event, path) => {
    const [id] = relative(folder, path).split(sep);
    if (!id || id === '..') return;
    clearTimeout(timers.get(id));
    timers.set(
      id,
      setTimeout(() => {
        timers.delete(id);
        changed(id);
      }, quietMs),
    );
  });
  watcher.on('error', failed);
  return {
    async close() {
      for (const timer of timers.values()) clearTimeout(timer);
      await watcher.close();
    },
  };
}
