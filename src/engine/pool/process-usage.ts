import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** Resident memory of a process; null where the system does not tell or the process is gone. */
export type ReadRss = (pid: number) => Promise<number | null>;

/** Picks how this platform tells resident memory: a file on Linux, `ps` on macOS and other Unixes, nothing on Windows. */
export function rssReader(platform: NodeJS.Platform): ReadRss {
  if (platform === 'linux') return async (pid) => rssFromStatus(readText(`/proc/${pid}/status`));
  if (platform === 'win32') return async () => null;
  return rssFromPs;
}

/** Memory mappings of a process; null where the system does not tell or the process is gone. */
export type ReadMappings = (pid: number) => Promise<number | null>;

/** Counts the lines of a Linux `/proc/PID/maps`, off this thread: thousands of isolates make megabytes of them. */
export const readMappings: ReadMappings = async (pid) => {
  if (process.platform !== 'linux') return null;
  const bytes = await readFile(`/proc/${pid}/maps`).catch(() => null);
  if (bytes === null) return null;
  let lines = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) lines += 1;
  return lines;
};

const newline = 0x0a;

/** CPU time the main thread of a process has used, in milliseconds; null where the system does not tell. */
export function readMainThreadCpuMs(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  const nanoseconds = Number.parseInt(readText(`/proc/${pid}/task/${pid}/schedstat`), 10);
  return Number.isNaN(nanoseconds) ? null : nanoseconds / 1e6;
}

/** Reads `VmRSS` out of a Linux `/proc/PID/status`. */
export function rssFromStatus(status: string): number | null {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

function rssFromPs(pid: number): Promise<number | null> {
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'rss=', '-p', String(pid)], { timeout: 1_000 }, (error, stdout) => {
      const kilobytes = Number.parseInt(stdout, 10);
      resolve(error !== null || Number.isNaN(kilobytes) ? null : kilobytes * 1024);
    });
  });
}

/** `/proc` files are made on reading and never block; a process that has gone reads as empty. */
function readText(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
