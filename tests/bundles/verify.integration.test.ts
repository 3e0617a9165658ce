import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { targetNameSchema } from '../../src/contract/bundle.ts';
import { startEngine, type TestEngine } from '../support/start-engine.ts';
import { runExport } from './export.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine({ secrets: { API_KEY: 'the-secret-value' } });
  await engine.deploy({
    name: 'hello',
    route: '/hello/:name?',
    methods: ['GET', 'POST'],
    env: { GREETING: 'Hi' },
    secrets: ['API_KEY'],
    code: `function handler({ params, body }, { env }) { return { text: env.GREETING + ' ' + params.name, key: env.API_KEY?.length, body }; }`,
  });
  await engine.deploy({
    name: 'asks',
    bindings: { HELLO: { function: 'hello' } },
    limits: { cpuMs: 1_000 },
    code: `export default { fetch: (request, env) => env.HELLO.fetch('http://inside/hello/asked', { method: 'POST', body: 'x' }) };`,
  });
  await engine.deploy({ name: 'clock', code: `export default () => ({ now: performance.now() + Math.random() });` });
  const test = {
    request: { method: 'POST', params: { name: 'Ada' }, body: { json: { a: 1 } } },
    assertions: [{ target: 'status', op: 'equals', value: 200 }],
  };
  expect((await engine.send('PUT', '/api/functions/hello/tests/posts', { test })).body).toMatchObject({
    name: 'posts',
  });
});
afterAll(() => engine.dispose());

describe('exporting', () => {
  it.each(targetNameSchema.options)('for %s boots the bundle and finds its answers the same', async (target) => {
    const { checks, bundle, error } = await runExport(engine, { target });
    expect(error).toBeUndefined();
    expect(checks.filter(({ state }) => state !== 'passed')).toEqual([]);
    expect(checks.map(({ kind }) => kind)).toEqual(['compile', 'pack', 'boot', 'case', 'case', 'case']);
    expect(checks.map(({ subject }) => subject)).toContain('hello: posts');
    expect(bundle).toMatchObject({ target, verified: true });
    const everything = Buffer.from(bundle!.zip, 'base64').toString('latin1');
    expect(everything).not.toContain('the-secret-value');
    expect(everything).not.toContain(engine.workspace);
  });
});
