import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for each of many short cases: in memory where the system has such a place, as nothing is learned from waiting for a disk. */
export async function memoryFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const isThere = await stat('/dev/shm').then(
    (found) => found.isDirectory(),
    () => false,
  );
  const folder = await mkdtemp(join(isThere ? '/dev/shm' : tmpdir(), 'nexo-safety-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
