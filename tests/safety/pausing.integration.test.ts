/** @module-tag g1 */
import { afterAll, beforeAll, expect, it } from 'vitest';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.dispose());

const bomb = `function handler({ query }) { if (query.ok) return 'ok'; let b = 3n; for (let n = 0; n < 17; n++) b = b * b; return String(b ** 4000n); }`;
const call = async (query = '') => {
  const response = await engine.request(`/fn/bomb${query}`);
  const body = (await response.json()) as { error?: { code: string } };
  return { status: response.status, code: body.error?.code, retryAfter: response.headers.get('retry-after') };
};
const pausedSince = async () =>
  (await engine.send('GET', '/api/functions/bomb')).body.pausedSince as number | undefined;

it('a function that broke three sandboxes is paused, seen to be, and resumed by hand or by a new version', async () => {
  await engine.deploy({ name: 'bomb', code: bomb, limits: { cpuMs: 50 } });
  const begun = Date.now();
  for (let n = 0; n < 3; n++) expect(await call()).toMatchObject({ status: 500, code: 'CPU_LIMIT' });
  expect(await call('?ok=1')).toEqual({ status: 503, code: 'FUNCTION_PAUSED', retryAfter: '60' });
  expect(await pausedSince()).toBeGreaterThanOrEqual(begun);

  expect((await engine.send('POST', '/api/functions/bomb/resume')).body.pausedSince).toBeUndefined();
  expect(await call('?ok=1')).toMatchObject({ status: 200 });
  expect(await pausedSince()).toBeUndefined();

  for (let n = 0; n < 3; n++) await call();
  expect(await pausedSince()).toBeGreaterThanOrEqual(begun);
  await engine.send('PUT', '/api/functions/bomb', { code: `${bomb} // mended` });
  expect(await call('?ok=1')).toMatchObject({ status: 200 });
  expect(await pausedSince()).toBeUndefined();
  expect((await engine.send('POST', '/api/functions/nobody/resume')).body.error.code).toBe('FUNCTION_NOT_FOUND');
}, 60_000);
