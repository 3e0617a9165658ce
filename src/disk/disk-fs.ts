import * as fs from 'node:fs/promises';

/** The file calls that durable writes are made of, so that a test can make any one of them fail. */
export type DiskFs = Pick<typeof fs, 'open' | 'rename' | 'unlink' | 'rm' | 'mkdir' | 'readdir' | 'stat' | 'realpath'>;

export const diskFs: DiskFs = fs;
