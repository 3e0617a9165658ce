/** A mark the app puts on the code: a syntax error of the compiler, or the line where the last run failed. */
export interface CodeMark {
  kind: 'syntax' | 'failure';
  message: string;
  line: number;
  /** Counted from 1; the whole line when left out. */
  column?: number;
}
