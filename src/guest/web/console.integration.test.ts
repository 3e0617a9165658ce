import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createTestIsolate, type TestIsolate } from './testing/run-in-isolate.ts';

describe('console', () => {
  let isolate: TestIsolate;
  beforeAll(async () => {
    isolate = await createTestIsolate();
  });
  afterAll(() => isolate.dispose());

  /** What the code logged, as `level: text` lines. */
  const logged = (code: string): string[] => {
    isolate.logs.length = 0;
    isolate.script(code);
    return isolate.logs.map(({ level, text }) => `${level}: ${text}`);
  };

  test.each<[name: string, code: string, expected: string[]]>([
    [
      'levels',
      `console.log(1); console.info(2); console.warn(3); console.error(4); console.debug(5)`,
      ['log: 1', 'info: 2', 'warn: 3', 'error: 4', 'debug: 5'],
    ],
    [
      'values',
      `console.log('a', 1, null, undefined, true, 2n, Symbol('s'))`,
      ['log: a 1 null undefined true 2n Symbol(s)'],
    ],
    [
      'structures',
      `console.log({ a: [1, 'x'], m: new Map([[1, 2]]) })`,
      ["log: { a: [ 1, 'x' ], m: Map(1) { 1 => 2 } }"],
    ],
    [
      'directives',
      `console.log('%s %d %i %f %j %%', 'a', 1.5, 1.5, '2.5', { x: 1 }, 'rest')`,
      ['log: a 1.5 1 2.5 {"x":1} % rest'],
    ],
    [
      'errors with their stack',
      `const e = new Error('m'); e.stack = 'Error: m\\n    at here'; console.log(e)`,
      ['log: Error: m\n    at here'],
    ],
    ['platform objects', `console.log(new Headers({ a: 'b' }).constructor.name)`, ['log: Headers']],
    [
      'assert',
      `console.assert(true, 'no'); console.assert(false, 'a %s', 'b'); console.assert()`,
      ['error: Assertion failed: a b', 'error: Assertion failed'],
    ],
    [
      'count',
      `console.count(); console.count(); console.count('x'); console.countReset(); console.count()`,
      ['info: default: 1', 'info: default: 2', 'info: x: 1', 'info: default: 1'],
    ],
    ['countReset of nothing', `console.countReset('nope')`, ["warn: Count for 'nope' does not exist"]],
    [
      'groups',
      `console.group('g'); console.log('in\\nside'); console.groupEnd(); console.log('out')`,
      ['log: g', 'log:   in\n  side', 'log: out'],
    ],
    ['timeEnd of nothing', `console.timeEnd('nope')`, ["warn: Timer 'nope' does not exist"]],
    ['dir', `console.dir({ a: { b: { c: {} } } }, { depth: 0 })`, ['log: { a: [Object] }']],
    [
      'table',
      `console.table([{ a: 1 }, { a: 2, b: 'x' }])`,
      [
        "log: ┌─────────┬───┬─────┐\n│ (index) │ a │ b   │\n├─────────┼───┼─────┤\n│ 0       │ 1 │     │\n│ 1       │ 2 │ 'x' │\n└─────────┴───┴─────┘",
      ],
    ],
    ['table of no table', `console.table(5)`, ['log: 5']],
    ['a getter that throws', `console.log({ get a() { throw new Error() } })`, ['log: { a: [Getter] }']],
  ])('%s', (_name, code, expected) => expect(logged(code)).toEqual(expected));

  test('a value that throws when looked at does not throw out of the call', () => {
    const [line] = logged(`console.log(new Proxy({}, { get() { throw new Error('trap') } }))`);
    expect(line).toContain('log: [a value that cannot be shown: Error: trap');
  });

  test('a timer tells how long', () => {
    expect(logged(`console.time('t'); console.timeLog('t', 1); console.timeEnd('t')`).join('\n')).toMatch(
      /^log: t: [\d.]+ms 1\ninfo: t: [\d.]+ms$/,
    );
  });

  test('long lists are cut before they are walked', () => {
    const [line] = logged(`console.log(new Array(5_000_000).fill(0))`);
    expect(line).toContain('... 4999900 more items');
  });

  test('an uncaught exception of a callback is logged', async () => {
    isolate.logs.length = 0;
    await isolate.run(`setTimeout(() => { throw new Error('late') }); await new Promise((r) => setTimeout(r, 5))`);
    expect(isolate.logs[0]).toMatchObject({ level: 'error', text: expect.stringContaining('Uncaught Error: late') });
  });
});
