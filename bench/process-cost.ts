import { readdirSync, readFileSync } from 'node:fs';

/** What a process and everything below it uses, from /proc. */
export interface ProcessCost {
  /** Summed over the processes; what they share, such as Node's own program, is counted for each. */
  residentMb: number;
  /** The same with what they share counted once, for the one that has most of it. */
  togetherMb: number;
  /** Since each of them began. */
  cpuMs: number;
  processes: number;
}

const clockTickMs = 10;

/** A process that ends while it is looked at counts as nothing. */
export function costOf(pid: number): ProcessCost {
  const all = treeOf(pid).map((one) => ({ ...memoryOf(one), cpuMs: ownCpuMs(one) }));
  const sum = (of: 'residentMb' | 'sharedMb' | 'cpuMs'): number => all.reduce((total, cost) => total + cost[of], 0);
  const residentMb = sum('residentMb');
  const togetherMb = residentMb - sum('sharedMb') + Math.max(0, ...all.map(({ sharedMb }) => sharedMb));
  return { residentMb, togetherMb, cpuMs: sum('cpuMs'), processes: all.length };
}

function treeOf(pid: number): number[] {
  let below: number[] = [];
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    below = tasks.flatMap((task) => read(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean).map(Number));
  } catch {
    return [];
  }
  return [pid, ...below.flatMap(treeOf)];
}

function memoryOf(pid: number): { residentMb: number; sharedMb: number } {
  const text = read(`/proc/${pid}/smaps_rollup`);
  const mb = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) / 1_024;
  return { residentMb: mb('Rss'), sharedMb: mb('Shared_Clean') + mb('Shared_Dirty') };
}

/** Of the process itself, with all its threads. */
export function ownCpuMs(pid: number): number {
  // After the name in brackets, which may contain anything: user and system time are the 12th and 13th from there.
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * clockTickMs;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
