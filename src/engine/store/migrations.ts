import type { DurableFiles } from '../../disk/durable-files.ts';
import type { StoreFs } from './store-fs.ts';

export interface MigrationContext {
  fs: StoreFs;
  /** Writes are on the disk when they resolve. */
  files: DurableFiles;
  /** The workspace folder's real path. */
  root: string;
}

/**
 * Brings a workspace from one layout to the next. A crash may come between any two of its writes, after which it runs
 * again from the start: it must take what it has done already for done.
 */
export type Migration = (context: MigrationContext) => Promise<void>;

/** The first leads from version 1 to 2, and so on. There has been no other layout than the first yet. */
export const migrations: readonly Migration[] = [];
