/** The clock is looked at when a line runs its first times; what runs more often shares the time it took together. */
const timedRuns = 1_000;
/** Stands for all lines that ran more often than that. */
const often = -1;

/** How often one counter was passed, and about how many milliseconds went by until the next one was. */
export interface CountedTime {
  hits: number;
  ms: number;
}

/**
 * An expression of JavaScript: the counters of `length` places and the function that is called with a place's number
 * before it runs. The counters are a Float64Array: how often each place was passed, the milliseconds that went by
 * after each, those after the places that were passed often, and at last which place is running since when. A function
 * of it may have changed them. Kept on one line, as the map's lines are counted from it.
 */
export function lineClockCode(length: number): string {
  const state = 2 * length;
  return [
    '((lines, now) => { let at = -2, since = 0;',
    `const look = (next) => { const time = now(); if (at !== -2) lines[at < 0 ? ${state} : ${length} + at] += time - since;`,
    `at = next; since = time; lines[${state + 1}] = at; lines[${state + 2}] = since; };`,
    `return [lines, (line) => { if (lines[line]++ < ${timedRuns}) look(line); else if (at !== ${often}) look(${often}); }];`,
    `})(new Float64Array(${state + 3}), globalThis.Date.now)`,
  ].join(' ');
}

/** What those counters said at `atMs` (Unix time) of each place, whatever the function made of them. */
export function readLineClock(counts: Float64Array, length: number, atMs: number): CountedTime[] {
  const read = (index: number): number => amount(counts[index]);
  const state = 2 * length;
  const running = counts[state + 1] ?? often;
  const since = read(state + 2);
  const left = since === 0 ? 0 : amount(atMs - since);
  const shared = read(state) + (running === often ? left : 0);
  const more = (index: number): number => Math.max(0, read(index) - timedRuns);
  const allMore = Array.from({ length }, (_, index) => more(index)).reduce((sum, one) => sum + one, 0);
  return Array.from({ length }, (_, index) => ({
    hits: read(index),
    ms: read(length + index) + (running === index ? left : 0) + (allMore > 0 ? (shared * more(index)) / allMore : 0),
  }));
}

const amount = (value = 0): number => (value > 0 && value < Number.MAX_SAFE_INTEGER ? value : 0);
