import type { Damage } from '../../contract/function.ts';

/** Where a fault is, as terminals and editors write it: `functions/hello/index.js:3`. */
export function faultPlace({ file, line }: Pick<Damage, 'file' | 'line'>): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** What is wrong, without the place that compilers put before it. */
export function faultReason({ file, reason }: Damage): string {
  if (!reason.startsWith(`${file}:`)) return reason;
  return reason.slice(file.length + 1).replace(/^(?:\d+:){0,2}\s*/, '');
}
