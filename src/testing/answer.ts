import type { HeaderList } from '../contract/invocation.ts';

/** What a test looks at, wherever the function ran. */
export interface Answer {
  status: number;
  headers: HeaderList;
  /** Null when it is not UTF-8 text. */
  body: string | null;
  /** Milliseconds from the request to the end of the answer. */
  timeMs: number;
  /** Null where it is not measured. */
  cpuMs: number | null;
}

/** Finds out whether a text has a match for a regular expression. Throws when it cannot, or takes too long. */
export type PatternTest = (pattern: string, text: string) => boolean;

/** The finding of one assertion, both sides as texts. */
export interface Finding {
  passed: boolean;
  expected: string;
  actual: string;
}
