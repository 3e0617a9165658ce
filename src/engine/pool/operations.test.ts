import { expect, it } from 'vitest';

import type { Operation, ToSandbox } from '../../protocol/messages.ts';
import { createBodyBudget } from './body-budget.ts';
import { FetchLog } from './fetch-log.ts';
import { Operations, type OperationOutcome } from './operations.ts';

const budget = createBodyBudget({ ofOne: 100_000, atOnce: 300_000, inAll: 400_000 });

function operationsOf(functionId: string) {
  const told: ToSandbox[] = [];
  const ends: ((outcome: OperationOutcome) => void)[] = [];
  const perform = () => new Promise<OperationOutcome>((resolve) => ends.push(resolve));
  const operations = new Operations({
    invocation: 1,
    perform,
    send: (message) => void told.push(message),
    log: new FetchLog(0),
    hold: (bytes) => budget.take(functionId, bytes),
  });
  let id = 0;
  return {
    told,
    begun: () => ends.length,
    send(bytes: number, url = 'https://a.example/') {
      const head = {
        name: 'fetch',
        method: 'POST',
        headers: [],
        more: false,
        redirect: 'follow',
      } satisfies Partial<Operation>;
      void operations.start(++id, { ...head, url, body: new Uint8Array(bytes) });
    },
    async endFirst() {
      ends.shift()?.({ ok: false, name: 'TypeError', message: 'ended' });
      await new Promise(setImmediate);
    },
  };
}

const refusal = expect.objectContaining({
  type: 'operationDone',
  result: expect.objectContaining({ ok: false, message: expect.stringMatching(/await some of them first/) }),
});

it('has the engine hold so much of a function’s requests at once, and no more', async () => {
  const one = operationsOf('one');
  for (let n = 0; n < 3; n++) one.send(40_000);
  expect([one.begun(), one.told]).toEqual([2, [refusal]]);
  await one.endFirst();
  one.send(40_000);
  expect(one.begun()).toBe(2);
  one.send(10, `https://a.example/${'x'.repeat(30_000)}`);
  expect(one.told.at(-1)).toEqual(refusal);

  // One that is larger goes by itself; all functions together have a bound, too.
  const other = operationsOf('other');
  other.send(300_001);
  expect(other.told).toEqual([refusal]);
  other.send(299_000);
  other.send(1);
  expect([other.begun(), other.told]).toEqual([1, [refusal, refusal]]);
  const third = operationsOf('third');
  third.send(40_000);
  expect(third.told).toEqual([refusal]);
  await other.endFirst();
  third.send(40_000);
  expect(third.begun()).toBe(1);
});
