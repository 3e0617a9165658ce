/** @module-tag g4 */
import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import { startEngine, type TestEngine } from '../../support/start-engine.ts';
import { countCases, isFullLength, lengthOf } from '../case-count.ts';
import { framing } from './framing.ts';
import { headers } from './headers.ts';
import { request, textFor, type RawCase } from './raw-case.ts';
import { requestLines } from './request-lines.ts';
import { targets } from './targets.ts';

// Half of the time would go by with waiting for the answers to tokens that mutations have made.
vi.mock(import('../../../src/engine/control/token-brake.ts'), () => ({
  createTokenBrake: () => () => Promise.resolve(),
}));

const token = 'a-token-that-no-request-here-has';
const authorization = `Bearer ${token}`;
let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine({ requireToken: true, flags: { token } });
  const draft = { name: 'echo', route: '/echo', methods: ['GET', 'POST'], code: 'function handler() { return 1; }' };
  const body = JSON.stringify(draft);
  const head = { authorization, 'content-type': 'application/json' };
  expect((await engine.request('/api/functions', { method: 'POST', headers: head, body })).status).toBe(201);
});
afterAll(() => engine.dispose());

const planted = JSON.stringify({ name: 'planted', route: '/planted', code: 'function handler() {}' });
const attempts: RawCase[] = [
  ['a list', request('GET /api/functions HTTP/1.1', []), 401],
  ['statistics', request('GET /stats HTTP/1.1', ['Authorization: Bearer wrong']), 401],
  ['a deletion', request('DELETE /api/functions/echo HTTP/1.1', ['Authorization: Bearer wrong']), 401],
  [
    'a creation',
    request('POST /api/functions HTTP/1.1', ['Content-Type: application/json', `Content-Length: ${planted.length}`]) +
      planted,
    401,
  ],
];
/** Those of many bytes would take most of the time and change in nothing that matters. */
const seeds = [...requestLines, ...targets, ...headers, ...framing, ...attempts, ...attempts]
  .map(([, text]) => text)
  .filter((text) => text.length < 2_000);

const edit = fc.record({
  kind: fc.constantFrom('replace', 'insert', 'remove', 'repeat'),
  at: fc.nat(2_000),
  byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('\r\n\0 :/%.,;01'))),
});
const mutation = fc.record({
  seed: fc.nat(seeds.length - 1),
  edits: fc.array(edit, { minLength: 2, maxLength: 5 }),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

function mutate({ seed, edits }: Mutation): Buffer {
  const bytes = [...Buffer.from(textFor(engine.port, seeds[seed] ?? ''), 'latin1')];
  for (const { kind, at, byte } of edits) {
    const place = at % bytes.length;
    if (kind === 'replace') bytes[place] = byte;
    else if (kind === 'insert') bytes.splice(place, 0, byte);
    else if (kind === 'remove') bytes.splice(place, 1);
    else bytes.splice(place, 0, ...bytes.slice(place, place + (byte % 40)));
  }
  return Buffer.from(bytes);
}

const patienceMs = 2_000;

/** What comes back until the server closes the connection, of which we have said that no more comes from us. */
function exchange(bytes: Buffer, tries = 3): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(engine.port, '127.0.0.1', () => socket.end(bytes));
    socket.setEncoding('latin1').setTimeout(patienceMs, () => {
      socket.removeAllListeners().on('error', () => undefined);
      socket.destroy();
      // A machine that stood still has nothing to do with these bytes: what hangs does so again.
      if (tries > 1) exchange(bytes, tries - 1).then(resolve, reject);
      else reject(new Error(`no end after ${JSON.stringify(bytes.toString('latin1'))}`));
    });
    socket.on('data', (chunk: string) => (received += chunk));
    // A reset is an answer, too.
    socket.on('error', () => undefined).on('close', () => resolve(received));
  });
}

const timeout = lengthOf({ short: 600_000, full: 7_200_000 });
/** Without what is garbage already, of which the clients here make most. */
function rssMb(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return Math.round(process.memoryUsage.rss() / 1_048_576);
}

it('is answered or ended, and opens nothing', { timeout }, async (context) => {
  const together = 50;
  const numRuns = lengthOf({ short: 20_000, full: 1_000_000 }) / together;
  let batches = 0;
  let warmMb = 0;
  const property = fc.asyncProperty(
    fc.array(mutation, { minLength: together, maxLength: together }),
    async (mutations) => {
      const all = mutations.map(mutate);
      const answers = await Promise.all(all.map((bytes) => exchange(bytes)));
      answers.forEach((answer, at) => {
        expect(answer, all[at]?.toString('latin1')).not.toMatch(/HTTP\/1\.1 5(?!0[135])|"route":|uptimeMs/);
      });
      expect((await engine.request('/health')).status).toBe(200);
      if (++batches === numRuns / 10) warmMb = rssMb();
    },
  );
  await fc.assert(property, { numRuns, seed: 20_261_127, endOnFailure: true });
  countCases(context, { passed: numRuns * together, failed: 0 });

  const endMb = rssMb();
  console.log(`memory of the engine and its clients: ${warmMb} MB after a tenth, ${endMb} MB at the end`);
  // In CI the same process has run other tests, and frees their memory when it likes.
  if (isFullLength) expect(endMb - warmMb).toBeLessThanOrEqual(50);
  const functions = await (await engine.request('/api/functions', { headers: { authorization } })).json();
  expect(functions).toMatchObject([{ name: 'echo' }]);
});
