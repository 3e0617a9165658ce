import { afterAll, beforeAll, expect, test } from 'vitest';

import { createTestIsolate, type AnswerOperation, type TestIsolate } from './run-in-isolate.ts';

/** What runs inside the isolate (the body of an async function), and what it must return, as JSON carries it. */
export type Cases = Record<string, [body: string, expected: unknown]>;

/** Declares a test for each case; they share one isolate. */
export function testCases(cases: Cases, answer?: AnswerOperation): void {
  let isolate: TestIsolate;
  beforeAll(async () => {
    isolate = await createTestIsolate(answer);
    isolate.script(support, 'support.js');
  });
  afterAll(() => isolate?.dispose());
  for (const [name, [body, expected]] of Object.entries(cases)) {
    test(name, async () => expect(await isolate.run(body)).toEqual(expected));
  }
}

/** `thrown(run)` gives the name of what `run` throws or rejects with, or 'nothing'. */
const support = `
globalThis.thrown = (run) => {
  const name = (error) => (error instanceof Error ? error.name : String(error));
  try {
    const result = run();
    if (!(result instanceof Promise)) return 'nothing';
    return result.then(() => 'nothing', name);
  } catch (error) {
    return name(error);
  }
};
globalThis.later = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));
`;
