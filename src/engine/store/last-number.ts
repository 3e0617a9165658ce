import { hasCode } from '../../disk/has-code.ts';
import type { StoreFs } from './store-fs.ts';

/** The highest number among a folder's names that are `prefix` and a number; 0 without any, or without the folder. */
export async function lastNumber(fs: StoreFs, folder: string, prefix = ''): Promise<number> {
  const names = await fs.readdir(folder).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  });
  const numbers = names.map((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : ''));
  return Math.max(0, ...numbers.filter((number) => /^[1-9]\d{0,8}$/.test(number)).map(Number));
}
