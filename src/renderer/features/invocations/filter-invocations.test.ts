import { expect, test } from 'vitest';

import type { Invocation } from '../../../contract/invocation.ts';
import { filterInvocations } from './filter-invocations.ts';

function invocation(patch: Partial<Invocation>): Invocation {
  return {
    id: 'i1',
    functionId: 'hello',
    version: '0123456789ab',
    source: 'gateway',
    method: 'GET',
    path: '/api/hello',
    status: 200,
    startedAt: 0,
    wallMs: 1,
    cpuMs: 1,
    heapBytes: 1,
    cold: false,
    sandbox: 1,
    requestBytes: 0,
    responseBytes: 0,
    logs: [],
    logsDropped: 0,
    failure: null,
    ...patch,
  };
}

const hello = invocation({ logs: [{ level: 'log', text: 'Said Hi', atMs: 0 }] });
const orders = invocation({
  functionId: 'orders',
  method: 'POST',
  path: '/orders?x=1',
  status: 500,
  failure: { code: 'CPU_LIMIT', message: 'stopped' },
});
const all = [hello, orders];

test.each([
  [null, '', all],
  ['orders', '', [orders]],
  [null, 'said hi', [hello]],
  [null, 'post 500', [orders]],
  [null, 'cpu_limit', [orders]],
  [null, 'post hello', []],
  ['hello', '500', []],
])('of %j, %j', (functionId, filter, expected) => {
  expect(filterInvocations(all, functionId, filter)).toEqual(expected);
});

test('without any condition it is the same list', () => {
  expect(filterInvocations(all, null, '  ')).toBe(all);
});
