import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Compiler } from './compiler.ts';
import { countersName, countLines } from './count-lines.ts';
import { createCompiler } from './create-compiler.ts';
import { createStackMapper } from './map-stack.ts';

let workspace: string;
let compiler: Compiler;
beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'nexo-count-'));
  compiler = createCompiler({ workspace });
});
afterAll(async () => {
  await compiler.dispose();
  await rm(workspace, { recursive: true, force: true });
});

interface Loaded {
  default: (input: unknown) => unknown;
  [countersName]: Float64Array;
}

/** Counts in `code`, loads it, and gives what it exports and how often each of its lines has run so far. */
async function load(code: string) {
  const file = 'functions/a/index.ts';
  const counted = countLines(await compiler.compile({ file, code, language: 'typescript' }))!;
  const url = `data:text/javascript;base64,${Buffer.from(counted.code).toString('base64')}`;
  const loaded = (await import(/* @vite-ignore */ url)) as Loaded;
  const hits = (): Record<number, number> => {
    const lines: Record<number, number> = {};
    for (const [index, { line }] of counted.counted.entries()) {
      lines[line] = Math.max(lines[line] ?? 0, loaded[countersName][index] ?? 0);
    }
    return lines;
  };
  return { run: loaded.default, hits, counted };
}

it('tells of each line how often it ran, also of what has no braces', async () => {
  const { run, hits } = await load(`type Input = { n: number };
const double = (n: number) => n * 2;
export default function count({ n }: Input): string {
  let sum = 0;
  for (let i = 0; i < n; i++)
    sum += double(i);
  if (sum > 1000) return 'much';
  else if (sum === 0)
    return 'nothing';
  switch (n) {
    case 3:
      sum++;
      break;
    default:
      sum--;
  }
  return [sum].map((one) => {
    return \`\${one}\`;
  }).join();
}
`);
  expect(run({ n: 3 })).toBe('7');
  expect(hits()).toMatchObject({
    2: 3,
    3: 1,
    4: 1,
    5: 1,
    6: 3,
    7: 1,
    8: 1,
    9: 0,
    10: 1,
    12: 1,
    13: 1,
    15: 0,
    17: 1,
    18: 1,
  });
});

it('leaves what the code does as it was', async () => {
  const { run } = await load(`
    class Base { constructor(readonly name: string) {} }
    class Own extends Base { #secret = 1; static made = 0; static { Own.made = 1; } constructor() { super('own'); } get secret() { return this.#secret; } }
    async function* steps() { yield 1; yield* [2, 3]; }
    export default async () => {
      const own = new Own();
      const list: number[] = [];
      outer: for await (const step of steps()) { for (;;) { list.push(step); if (step === 2) continue outer; break; } }
      const object = (() => ({ a: 1 }))();
      let text = '';
      do text += 'x'; while (text.length < 2)
      try { throw new Error('t'); } catch { text += 'c'; } finally { text += 'f'; }
      return { name: own.name, secret: own.secret, made: Own.made, list, object, text, tagged: ((a: number, b = a) => a + b)(2) };
    };`);
  expect(await run(undefined)).toEqual({
    name: 'own',
    secret: 1,
    made: 1,
    list: [1, 2, 3],
    object: { a: 1 },
    text: 'xxcf',
    tagged: 4,
  });
});

it('stacks still lead to the person’s lines', async () => {
  const { run, counted } = await load(`export default function fail() {
  const n = 1; if (n) throw new Error('here');
}
`);
  const stack = await Promise.try(run, undefined).catch((error: Error) => error.stack ?? '');
  const { file } = { file: 'compiled.js' };
  const named = String(stack).replaceAll(/data:text[^\s)]*?:(\d+:\d+)/g, `${file}:$1`);
  expect(createStackMapper({ file, sourceMap: counted.sourceMap }).mapText(named)).toContain('functions/a/index.ts:2:');
});
