import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';

import type { PortOwner } from '../rpc/engine-process.ts';

/** TCP_LISTEN in the kernel's tables. */
const listening = '0A';

/** Who listens on a port, as far as this user may know: on Linux only, and only processes that are the user's own. */
export async function findPortOwner(port: number): Promise<PortOwner | null> {
  if (process.platform !== 'linux') return null;
  try {
    const sockets = new Set((await Promise.all(['tcp', 'tcp6'].map((table) => socketsOf(table, port)))).flat());
    return sockets.size === 0 ? null : await findHolder(sockets);
  } catch {
    // Knowing who it is helps the person and is not worth failing for.
    return null;
  }
}

/** Inode numbers of the sockets that listen on `port`. See proc_net_tcp.txt of the kernel's documentation. */
async function socketsOf(table: string, port: number): Promise<string[]> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const lines = (await readFile(`/proc/net/${table}`, 'utf8')).split('\n').slice(1);
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === listening && local?.endsWith(suffix))
    .map((columns) => `socket:[${columns[9]}]`);
}

async function findHolder(sockets: ReadonlySet<string>): Promise<PortOwner | null> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    if (await holds(pid, sockets)) {
      return { pid: Number(pid), name: basename(await readlink(`/proc/${pid}/exe`)) };
    }
  }
  return null;
}

async function holds(pid: string, sockets: ReadonlySet<string>): Promise<boolean> {
  try {
    for (const descriptor of await readdir(`/proc/${pid}/fd`)) {
      if (sockets.has(await readlink(`/proc/${pid}/fd/${descriptor}`))) return true;
    }
  } catch {
    // Another user's process, or one that has just ended.
  }
  return false;
}
