import { constants } from 'node:fs';

import { NexoError } from '../../contract/errors.ts';
import type { ReadOnly } from '../../contract/workspace.ts';
import type { StoreFs } from './store-fs.ts';

/** The same file system, without a way to change anything: whoever tries gets READ_ONLY with the reason. */
export function refuseWrites(fs: StoreFs, { message }: ReadOnly): StoreFs {
  const refuse = (): Promise<never> => Promise.reject(new NexoError('READ_ONLY', message));
  return {
    ...fs,
    open: (async (path: string, flags: string | number = 'r') =>
      isReading(flags) ? fs.open(path, flags) : refuse()) as StoreFs['open'],
    rename: refuse,
    unlink: refuse,
    rm: refuse,
    mkdir: refuse,
  };
}

function isReading(flags: string | number): boolean {
  if (typeof flags === 'string') return flags === 'r';
  return (flags & (constants.O_WRONLY | constants.O_RDWR | constants.O_CREAT)) === 0;
}
