import type { LineHits } from '../../contract/invocation.ts';

/** How a line fared in the last run. */
export interface RunMark {
  line: number;
  hits: number;
  /** Among the lines that ran most: where time is likely to have gone. */
  isHot: boolean;
}

/** A line that ran less often is no place where time goes. */
const leastHot = 100;
const hotShare = 0.5;

/** The marks for `file`, from what a run told of all its lines. */
export function runMarks(lines: readonly LineHits[] | undefined, file: string): readonly RunMark[] {
  if (lines === undefined) return none;
  const own = lines.filter((line) => line.file === file);
  const most = Math.max(0, ...own.map(({ hits }) => hits));
  return own.map(({ line, hits }) => ({ line, hits, isHot: hits >= leastHot && hits >= most * hotShare }));
}

const none: readonly RunMark[] = [];
