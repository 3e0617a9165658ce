import type { Stats } from 'node:fs';
import { watch, type FSWatcher } from 'chokidar';
import { relative, sep } from 'node:path';

export interface WorkspaceWatcher {
  close(): Promise<void>;
}

export interface WorkspaceChanges {
  /** Something in a function's folder, by the folder's name. */
  functionChanged(id: string): void;
  /** Everything that changed in one go, by paths in the workspace with forward slashes. */
  filesChanged(files: string[]): void;
  failed(error: unknown): void;
}

/** Editors write in several steps: files are looked at when they have been quiet for this long. */
const quietMs = 30;
/** By how much the clock of a file system may differ from ours. */
const clockDoubtMs = 2_000;
/** A workspace with more functions is watched a little later. */
const largeWorkspace = 1_000;
const laterMs = 2_000;
/** Package managers write one of these when they are done; the packages themselves are not watched. */
const installMarkers = new Set(['.package-lock.json', '.modules.yaml', '.yarn-integrity', '.yarn-state.yml']);

/**
 * Watches what functions are made of in a workspace, given by its real path: their folders, the shared folder, and what
 * says that packages were installed. Our own writes are reported too. What has changed since it was loaded, and which
 * functions have gone since, is reported when watching begins.
 */
export function watchWorkspace(root: string, changes: WorkspaceChanges, loaded: Loaded): WorkspaceWatcher {
  const quiet = createQuietTimers();
  const pathOf = (path: string): string => relative(root, path).split(sep).join('/');
  const changed = new Set<string>();
  const missing = new Set(loaded.functionIds);
  let isReady = false;
  let watcher: FSWatcher | undefined;

  const report = (event: string, path: string, stats?: Stats): void => {
    const file = pathOf(path);
    const [top, id] = file.split('/');
    if (top === 'functions' && id) missing.delete(id);
    // Nobody can set back when a file was changed. Reading thousands of files twice would take seconds.
    if (!isReady && stats !== undefined && stats.ctimeMs < loaded.sinceMs - clockDoubtMs) return;
    if (top === 'functions' && id) quiet.wait(`functions/${id}`, () => changes.functionChanged(id));
    if (event.endsWith('Dir')) return;
    changed.add(file);
    quiet.wait('files', () => {
      const files = [...changed];
      changed.clear();
      changes.filesChanged(files);
    });
  };
  const begin = (): void => {
    const ignored = (path: string): boolean => !isWatched(pathOf(path));
    watcher = watch(root, { followSymlinks: false, alwaysStat: true, ignored });
    watcher.on('all', report).on('error', changes.failed);
    watcher.on('ready', () => {
      isReady = true;
      for (const id of missing) changes.functionChanged(id);
    });
  };
  // Going through thousands of folders takes seconds of CPU, and whoever started the engine waits for a first answer.
  let later: NodeJS.Timeout | undefined;
  if (missing.size > largeWorkspace) later = setTimeout(begin, laterMs);
  else begin();
  return {
    async close() {
      clearTimeout(later);
      quiet.dispose();
      await watcher?.close();
    },
  };
}

/** What was there when the workspace was loaded. */
export interface Loaded {
  /** Unix time in milliseconds when that began. */
  sinceMs: number;
  functionIds: readonly string[];
}

/** By path in the workspace; the empty one is the workspace itself. */
function isWatched(path: string): boolean {
  const names = path.split('/');
  const [top = ''] = names;
  const packages = names.indexOf('node_modules');
  if (packages >= 0) {
    const inside = names.slice(packages + 1);
    return inside.length === 0 || (inside.length === 1 && installMarkers.has(inside[0]!));
  }
  if (names.some((name) => name.startsWith('.'))) return false;
  if (names.length === 1) return ['', 'functions', 'shared', 'tsconfig.json', 'nexo.json'].includes(top);
  return top === 'functions' || top === 'shared';
}

/** Calls back once nothing more was heard under a name for a while. */
function createQuietTimers() {
  const timers = new Map<string, NodeJS.Timeout>();
  return {
    wait(name: string, done: () => void): void {
      clearTimeout(timers.get(name));
      const fire = (): void => {
        timers.delete(name);
        done();
      };
      timers.set(name, setTimeout(fire, quietMs));
    },
    dispose(): void {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
