import type { PatternTest } from './answer.ts';

/** Why a text is no regular expression; null when it is one. */
export function patternProblem(pattern: string): string | null {
  try {
    return RegExp(pattern, 'u') && null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return reason.replace(/^Invalid regular expression: /, '');
  }
}

/** Without a bound on its time: for patterns and texts of one's own. */
export const plainPatternTest: PatternTest = (pattern, text) => new RegExp(pattern, 'u').test(text);
