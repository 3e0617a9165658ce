import { watch } from 'chokidar';
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
const quietMs = 80;
/** Package managers write one of these when they are done; the packages themselves are not watched. */
const installMarkers = new Set(['.package-lock.json', '.modules.yaml', '.yarn-integrity', '.yarn-state.yml']);

/**
 * Watches what functions are made of in a workspace, given by its real path: their folders, the shared folder, and what
 * says that packages were installed. Our own writes are reported too.
 */
export function watchWorkspace(root: string, changes: WorkspaceChanges): WorkspaceWatcher {
  const quiet = createQuietTimers();
  const pathOf = (path: string): string => relative(root, path).split(sep).join('/');
  const changed = new Set<string>();
  // Files that are there at the start are reported as well: they may have changed since they were loaded.
  const watcher = watch(root, { followSymlinks: false, ignored: (path) => !isWatched(pathOf(path)) });
  watcher.on('all', (event, path) => {
    const file = pathOf(path);
    const [top, id] = file.split('/');
    if (top === 'functions' && id) quiet.wait(`functions/${id}`, () => changes.functionChanged(id));
    if (event.endsWith('Dir')) return;
    changed.add(file);
    quiet.wait('files', () => {
      const files = [...changed];
      changed.clear();
      changes.filesChanged(files);
    });
  });
  watcher.on('error', changes.failed);
  return {
    async close() {
      quiet.dispose();
      await watcher.close();
    },
  };
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
  if (names.length === 1) return ['', 'functions', 'shared', 'tsconfig.json'].includes(top);
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
