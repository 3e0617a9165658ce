import { readdir, readFile } from 'node:fs/promises';

import { root } from './project.ts';

export interface RunningProcess {
  pid: number;
  command: string;
}

/**
 * The engines, sandboxes and windows of this checkout that are running now: what a test run must not leave behind.
 * Linux only; elsewhere there is no cheap way to see another process's command line, and the list is empty.
 */
export async function nexoProcesses(): Promise<RunningProcess[]> {
  if (process.platform !== 'linux') return [];
  const marks = [`${root}/out/engine/`, `${root}/node_modules/electron/dist`, '/nexo-studio/electron-'];
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = await Promise.all(pids.map(readProcess));
  return all.filter(
    (found) => found !== undefined && marks.some((mark) => found.command.includes(mark)),
  ) as RunningProcess[];
}

async function readProcess(pid: number): Promise<RunningProcess | undefined> {
  // A process may end between the listing and the reading.
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return commandLine ? { pid, command: commandLine.replaceAll('\0', ' ').trim() } : undefined;
}
