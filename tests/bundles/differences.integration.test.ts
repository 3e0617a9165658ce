import { execFileSync } from 'node:child_process';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { targetNameSchema } from '../../src/contract/bundle.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';
import { runExport } from './export.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.dispose());

/** Programs that were started to boot bundles in. */
function bootedPrograms(): string[] {
  const lines = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => /config\.capnp --socket-addr|--cached-only --host/.test(line));
}

describe('verifying', () => {
  it('shows both sides of what differs, and exports all the same', async () => {
    const code = `export default { fetch: () => new Response(typeof process, { status: typeof process === 'object' ? 201 : 200, headers: { 'x-has': typeof Buffer } }) };`;
    await engine.deploy({ name: 'differs', code });
    const { checks, bundle } = await runExport(engine, { functions: ['differs'], target: 'node' });
    expect(checks.at(-1)).toMatchObject({
      kind: 'case',
      subject: 'GET /differs',
      state: 'failed',
      differences: [
        { what: 'status', expected: '200', actual: '201' },
        { what: 'x-has', expected: 'undefined', actual: 'function' },
        { what: 'body', expected: 'undefined', actual: 'object' },
      ],
    });
    expect(bundle).toMatchObject({ name: 'differs', fileName: 'differs-node.zip', verified: false });
  });

  it('kills a runtime that a function keeps busy, which no request of its own would end', async () => {
    const code = 'function handler() { for (;;); }';
    await engine.deploy({ name: 'loops', code, limits: { wallMs: 200 } });
    const { checks, bundle } = await runExport(engine, { functions: ['loops'], target: 'workerd' });
    expect(checks.at(-1)).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('no answer within') as string,
    });
    expect(bundle?.verified).toBe(false);
    expect(bootedPrograms()).toEqual([]);
  });

  it('repeats recent calls that only read, and no others', async () => {
    await engine.deploy({
      name: 'recent',
      methods: ['GET', 'POST'],
      code: 'let posts = 0; function handler({ method, query }) { if (method === "POST") posts++; return { posts, query }; }',
    });
    await engine.request('/fn/recent?a=1');
    await engine.request('/fn/recent?b=2', { headers: { authorization: 'Bearer x' } });
    await engine.request('/fn/recent?c=3', { method: 'POST' });
    await expect
      .poll(async () => (await engine.send('GET', '/api/calls?query=fn:recent')).body as object)
      .toMatchObject({ total: 3 });
    const { checks } = await runExport(engine, { functions: ['recent'], target: 'bun' });
    expect(checks.filter(({ kind }) => kind === 'case').map(({ subject }) => subject)).toEqual(['GET /recent?a=1']);
  });

  it('ends at once when the client leaves, and leaves no program', async () => {
    await engine.deploy({
      name: 'waits',
      code: 'export default () => new Promise(() => {});',
      limits: { wallMs: 20_000 },
    });
    const client = new AbortController();
    const response = await engine.request('/api/bundles/export', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ functions: ['waits'], target: 'deno' }),
      signal: client.signal,
    });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('"kind":"case"')) text += (await reader.read()).value;
    expect(bootedPrograms()).not.toEqual([]);
    client.abort();
    await expect.poll(bootedPrograms, { timeout: 10_000 }).toEqual([]);
  });

  it('refuses what cannot be exported at all', async () => {
    expect((await runExport(engine, { functions: ['nowhere'], target: 'node' })).error).toMatchObject({
      code: 'FUNCTION_NOT_FOUND',
    });
    expect((await runExport(engine, { functions: [], target: 'node' })).error).toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('a bundle', () => {
  it('is the same bytes whenever the functions are the same', async () => {
    await engine.deploy({ name: 'same', env: { B: '2', A: '1' }, code: 'export default () => 1;' });
    for (const target of targetNameSchema.options) {
      const [one, two] = [
        await runExport(engine, { functions: ['same'], target, verify: false }),
        await runExport(engine, { functions: ['same'], target, verify: false }),
      ];
      expect(one.bundle).toEqual(two.bundle);
      expect(one.bundle?.verified).toBeNull();
    }
  });
});

describe('the report', () => {
  it('names what a target lacks or bounds differently, with file and line', async () => {
    const code = `const started = crypto.randomUUID();
export default {
  async fetch(request, env, ctx) {
    ctx.waitUntil(fetch('http://127.0.0.1:5432').catch(() => undefined));
    const add = new Function('a', 'b', 'return a + b');
    const stream = new ReadableStream({ start(controller) { controller.close(); } });
    return new Response(stream, { headers: { 'x-sum': String(add(1, 2)) + started } });
  },
};`;
    await engine.deploy({
      name: 'special',
      code,
      env: { PATH: 'mine', AWS_REGION: 'here' },
      limits: { cpuMs: 60_000, heapMb: 512, wallMs: 300_000, requestBytes: 50_000_000 },
    });
    await engine.send('PUT', '/api/functions/special/grants', { targets: ['127.0.0.1:5432'] });
    const { body } = await engine.send('POST', '/api/bundles/report', {
      functions: ['special'],
      targets: ['cloudflare', 'workerd', 'lambda', 'node', 'supabase', 'nexo'],
    });
    const found = (body as { target: string; code: string; severity: string; line?: number }[]).map(
      ({ target, code: about, severity, line }) => `${target} ${about} ${severity} ${line ?? '-'}`,
    );
    expect(found.toSorted()).toEqual(
      [
        'cloudflare codeFromText blocks 5',
        'cloudflare workWhileLoading blocks 1',
        'cloudflare cpuMs differs 9',
        'cloudflare heapMb differs 11',
        'cloudflare privateTargets differs 4',
        'workerd codeFromText blocks 5',
        'workerd workWhileLoading blocks 1',
        'workerd privateTargets blocks 4',
        'workerd cpuUnlimited differs 9',
        'workerd heapUnlimited differs 11',
        'lambda cpuUnlimited differs 9',
        'node cpuUnlimited differs 9',
        'lambda noStreaming differs 6',
        'lambda waitUntilDelays differs 4',
        'lambda requestBytes differs 12',
        'lambda responseBytes differs 13',
        'lambda variableName blocks 16',
        'lambda variableName blocks 17',
        'lambda privateTargets differs 4',
        'node variableName differs 16',
        'node privateTargets differs 4',
        'supabase cpuMs differs 9',
        'supabase wallMs differs 10',
        'supabase heapMb differs 11',
        'supabase variableName differs 16',
        'supabase privateTargets differs 4',
      ].toSorted(),
    );
    expect(body).toContainEqual({
      target: 'cloudflare',
      functionId: 'special',
      severity: 'blocks',
      code: 'codeFromText',
      values: { name: 'new Function' },
      message: 'new Function is refused: code is not made from text there',
      file: 'functions/special/index.js',
      line: 5,
      column: 21,
    });
  });

  it('says nothing of a plain function', async () => {
    await engine.deploy({
      name: 'plain',
      code: 'function handler() { const evaluate = { eval: 1 }; return evaluate.eval; }',
    });
    const targets = ['workerd', 'deno', 'bun', 'node'];
    expect((await engine.send('POST', '/api/bundles/report', { functions: ['plain'], targets })).body).toEqual([]);
  });
});
