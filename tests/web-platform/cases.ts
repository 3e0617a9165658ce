import { afterAll, beforeAll, expect, test } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

/** What runs inside a function (the body of an async function), and what it must return, as JSON carries it. */
export type Cases = Record<string, [body: string, expected: unknown]>;

/** Text for the start of the module, and private addresses the cases may fetch from. */
export interface Surroundings {
  prelude: string;
  grants: readonly string[];
}

const limits = { cpuMs: 60_000, heapMb: 256 };

/** Both forms of a function, each with all cases: the query says which of them to run. */
const forms = {
  fetch:
    'export default { async fetch(request) { return Response.json(await run(new URL(request.url).searchParams.get("case"))); } };',
  handler: 'async function handler(request) { return run(request.query.case); }',
};

/**
 * Declares a test for each case: it is run in both forms of a function by calls through the gateway. The cases of a
 * form share an isolate.
 */
export function testCases(cases: Cases, open: () => Promise<Partial<Surroundings>> = async () => ({})): void {
  let engine: TestEngine;
  const bodies = Object.values(cases).map(([body]) => body);
  beforeAll(async () => {
    const { prelude = '', grants = [] } = await open();
    engine = await startEngine({ grants });
    for (const [form, entry] of Object.entries(forms)) {
      await engine.deploy({ name: form, code: [support, prelude, runner(bodies), entry].join('\n'), limits });
    }
  });
  afterAll(() => engine?.dispose());
  for (const [index, [name, [, expected]]] of Object.entries(cases).entries()) {
    test(name, async () => {
      for (const form of Object.keys(forms)) {
        const response = await engine.request(`/fn/${form}?case=${index}`);
        const { json, error } = (await response.json()) as { json?: string; error?: string };
        expect(error, form).toBeUndefined();
        expect((JSON.parse(json ?? '[]') as [unknown])[0], form).toEqual(expected);
      }
    });
  }
}

const runner = (bodies: readonly string[]): string => `
const cases = [${bodies.map((body) => `async () => {${body}\n}`).join(',\n')}];
async function run(index) {
  try {
    return { json: JSON.stringify([await cases[index]()]) };
  } catch (error) {
    return { error: String(error?.stack ?? error) };
  }
}`;

/** `thrown(run)` gives the name of what `run` throws or rejects with, or 'nothing'. */
const support = `
const thrown = (run) => {
  const name = (error) => (error instanceof Error ? error.name : String(error));
  try {
    const result = run();
    if (!(result instanceof Promise)) return 'nothing';
    return result.then(() => 'nothing', name);
  } catch (error) {
    return name(error);
  }
};
const later = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));
`;
