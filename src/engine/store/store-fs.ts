import * as fs from 'node:fs/promises';

/** The file calls the store makes, all of them, so that a test can make any one of them fail. */
export type StoreFs = Pick<
  typeof fs,
  'open' | 'rename' | 'unlink' | 'rm' | 'mkdir' | 'readdir' | 'lstat' | 'stat' | 'realpath'
>;

export const nodeFs: StoreFs = fs;

export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
