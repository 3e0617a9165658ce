import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Call } from '../../src/contract/call.ts';
import type { InvokeResult, LineHits } from '../../src/contract/invocation.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  await engine.deploy({ name: 'lines', code: 'function handler() { return 1; }' });
});
afterAll(() => engine.dispose());

const file = 'functions/lines/index.js';

async function invoke(code: string, more: object = { countLines: true }, limits = {}): Promise<InvokeResult> {
  const { body } = await engine.send('POST', '/api/functions/lines/invoke', { draft: { code, limits }, ...more });
  return body as InvokeResult;
}
const hitsOf = ({ lines }: InvokeResult): Record<number, number> | undefined =>
  lines && Object.fromEntries(lines.filter((line) => line.file === file).map(({ line, hits }) => [line, hits]));

it('a draft tells which of its lines ran, and how often', async () => {
  const code = `const names = ['a', 'b'];
function handler(request) {
  if (request.method === 'POST') {
    return 'posted';
  }
  for (const name of names) {
    console.log(name);
  }
  return later(never);
}
async function later(unused) {
  await null;
  return 'done';
}
function never() {
  return 1;
}`;
  const result = await invoke(code);
  expect(result).toMatchObject({ body: '"done"', error: null });
  expect(hitsOf(result)).toEqual({ 1: 1, 2: 1, 3: 1, 4: 0, 6: 1, 7: 2, 9: 1, 11: 1, 12: 1, 13: 1, 15: 0, 16: 0 });
});

it('also where it was stopped, and where it failed', async () => {
  const loop = await invoke(
    'function handler() {\n  let n = 0;\n  while (true)\n    n++;\n  return n;\n}',
    { countLines: true },
    { cpuMs: 60 },
  );
  expect(loop.error).toMatchObject({ code: 'CPU_LIMIT', position: { file } });
  const hits = hitsOf(loop)!;
  expect(hits).toMatchObject({ 1: 1, 2: 1, 3: 1, 5: 0 });
  expect(hits[4]).toBeGreaterThan(1_000);

  const failed = await invoke(`function handler() {\n  const o = null;\n  const n = 1; if (n) return o.x;\n}`);
  expect(failed.error).toMatchObject({ code: 'THROWN', position: { file, line: 3 } });
  expect(hitsOf(failed)).toEqual({ 1: 1, 2: 1, 3: 1 });
});

it('and where time went, waiting included', async () => {
  const code = `async function handler() {
  await new Promise((done) => setTimeout(done, 60));
  return 'done';
}`;
  const { lines = [] } = await invoke(code);
  const [slowest] = lines.toSorted((a, b) => b.ms - a.ms);
  expect(slowest).toMatchObject({ file, line: 2, hits: 1 });
  expect(slowest?.ms).toBeGreaterThan(50);
});

it('nobody pays for it who does not ask', async () => {
  expect(await invoke('function handler() { return 1; }', {})).not.toHaveProperty('lines');
  const deployed = await engine.send('POST', '/api/functions/lines/invoke', {});
  expect(deployed.body).not.toHaveProperty('lines');
});

it('what is deployed is counted apart from itself, under its own version', async () => {
  const code = 'let calls = 0;\nfunction handler() {\n  return { calls: ++calls };\n}';
  const { version } = await engine.deploy({ name: 'counting', code });
  const run = async (input: object) =>
    (await engine.send('POST', '/api/functions/counting/invoke', input)).body as InvokeResult;
  expect(await run({})).toMatchObject({ body: '{"calls":1}' });
  const counted = await run({ countLines: true });
  expect(counted).toMatchObject({ body: '{"calls":1}', version, cold: true });
  expect(counted.lines?.map(({ line, hits }) => [line, hits])).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
  ]);
  expect(await run({})).toMatchObject({ body: '{"calls":2}', cold: false });
});

it('a replay tells it too, and its call says that lines were counted', async () => {
  const code = `function handler(request) {
  if (request.query.b) return 'b';
  return 'a';
}`;
  await engine.deploy({ name: 'replayed', code });
  const answer = await engine.request('/fn/replayed?b=1');
  const replay = async (input: object) => {
    const id = answer.headers.get('x-nexo-invocation');
    return (await engine.send('POST', `/api/calls/${id}/replay`, input)).body as { call: Call; lines?: LineHits[] };
  };
  const counted = await replay({ countLines: true });
  expect(counted.lines?.map(({ line, hits }) => [line, hits])).toEqual([
    [1, 1],
    [2, 1],
    [3, 0],
  ]);
  expect(counted.call).toMatchObject({ source: 'replay', cold: true, linesCounted: true });
  const plain = await replay({});
  expect(plain).not.toHaveProperty('lines');
  expect(plain.call).not.toHaveProperty('linesCounted');
});

it('what a function makes of its counters is its own business', async () => {
  const code = `export default { async fetch(request) {
    const own = await import.meta;
    Float64Array.prototype.slice = null;
    return new Response(String(typeof own));
  } };`;
  expect((await invoke(code)).status).toBe(200);
});
