import { constants, getPriority, setPriority } from 'node:os';

/**
 * Lets other programs come before this one and its children of these pids where the CPU is short. Children that are
 * started later inherit it.
 */
export function standBack(children: readonly number[]): void {
  // Itself last: the others are set against it.
  for (const pid of [...children, process.pid]) lowerPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
}

/** Lowers a process to `by` below this one; nothing where it has ended, or where the system does not allow it. */
export function lowerPriority(pid: number, by: number): void {
  // 0 would mean this process.
  if (pid === 0) return;
  try {
    setPriority(pid, Math.min(getPriority() + by, constants.priority.PRIORITY_LOW));
  } catch {
    // Whoever needs to know of an end is told elsewhere, and no promise depends on priorities.
  }
}
