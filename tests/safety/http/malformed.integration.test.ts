/** @module-tag g2 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { sendRaw, statusOf } from '../../support/raw-http.ts';
import { startEngine, type TestEngine } from '../../support/start-engine.ts';
import { framing } from './framing.ts';
import { headers } from './headers.ts';
import { request, textFor, type RawCase } from './raw-case.ts';
import { requestLines } from './request-lines.ts';
import { targets } from './targets.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  const code = 'async function handler(request) { return request.text(); }';
  await engine.deploy({ name: 'echo', methods: ['GET', 'POST'], code });
  await engine.deploy({ name: 'smuggled', methods: ['GET', 'POST'], code });
});
afterAll(() => engine.dispose());
afterEach(async () => expect((await engine.request('/health')).status).toBe(200));

const send = (text: string): Promise<string> => sendRaw(engine.port, textFor(engine.port, text));

describe.each<[string, RawCase[]]>([
  ['request lines', requestLines],
  ['targets', targets],
  ['headers', headers],
  ['framing', framing],
])('%s', (_what, cases) => {
  it.each(cases)('%s', async (_case, text, status) => {
    const allowed = [status].flat();
    // What stands behind a request that is in doubt must not be read as one.
    const inDoubt = allowed.every((one) => one === 400 || one === 421 || one > 500);
    const next = inDoubt ? request('GET /fn/smuggled HTTP/1.1', []) : '';
    expect(allowed).toContain(statusOf(await send(text + next)));
  });
});

describe('one connection', () => {
  it('never answers what stood behind a request in doubt', async () => {
    const { body } = await engine.send('GET', '/api/functions/smuggled/stats');
    expect(body.requests).toBe(0);
  });

  it('sends 100 Continue only for a body it will read', async () => {
    const head = `POST /fn/echo HTTP/1.1\r\nHost: 127.0.0.1:${engine.port}\r\nExpect: 100-continue\r\n`;
    const welcome = await sendRaw(engine.port, `${head}Content-Length: 2\r\n\r\nab`);
    expect(welcome).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\n/);
    const refused = await sendRaw(engine.port, `${head}Content-Length: 99999999\r\n\r\n`);
    expect(statusOf(refused)).toBe(413);
    expect(refused.toLowerCase()).toContain('connection: close');
  });

  it('answers pipelined requests in order', async () => {
    const first = request('GET /fn/nothing HTTP/1.1', []);
    const answer = await send(first + request('GET /fn/echo HTTP/1.1', ['Connection: close']));
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  });
});
