import { createContext, Script } from 'node:vm';

import type { PatternTest } from '../../testing/answer.ts';

/** A pattern from a file may take longer than the age of the universe. */
const maxMs = 250;
const script = new Script("RegExp(pattern, 'u').test(text)");

/** Looks for a match and gives up when that takes too long; only then nothing else of the engine would run. */
export const boundedPatternTest: PatternTest = (pattern, text) => {
  const context = createContext({ pattern, text });
  try {
    return script.runInContext(context, { timeout: maxMs }) === true;
  } catch (error) {
    // Made in another context, it is no instance of this one's Error.
    const isSlow = (error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    throw new Error(isSlow ? `the pattern took longer than ${maxMs} ms` : String(error), { cause: error });
  }
};
