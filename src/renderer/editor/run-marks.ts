import type { LineHits } from '../../contract/invocation.ts';

/** How a line fared in the last run. */
export interface RunMark {
  line: number;
  hits: number;
  /** About how many milliseconds it took, waiting included; 0 where that is too little to speak of. */
  ms: number;
  /** Among the lines that took most, or, where none took any time to speak of, that ran most. */
  isHot: boolean;
}

/** What is said of a line. */
export interface RunWords {
  /** For the pointer. */
  hint: string;
  /** To stand behind the line. */
  note?: string;
}

/** A line that ran less often is no place where time goes. */
const leastHot = 100;
/** The clock has milliseconds, and the machine other work: less says nothing. */
const leastMs = 5;
const hotShare = 0.5;

/** The marks for `file`, from what a run told of all its lines. */
export function runMarks(lines: readonly LineHits[] | undefined, file: string): readonly RunMark[] {
  if (lines === undefined) return none;
  const own = lines.filter((line) => line.file === file);
  const longest = Math.max(0, ...own.map(({ ms }) => ms));
  const most = Math.max(0, ...own.map(({ hits }) => hits));
  const isHot = ({ hits, ms }: LineHits): boolean =>
    longest >= leastMs ? ms >= longest * hotShare : hits >= leastHot && hits >= most * hotShare;
  return own.map((one) => {
    const { line, hits, ms } = one;
    return { line, hits, ms: ms >= leastMs ? ms : 0, isHot: isHot(one) };
  });
}

const none: readonly RunMark[] = [];
