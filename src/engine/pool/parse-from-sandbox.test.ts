import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { FromSandbox } from '../../protocol/messages.ts';
import { parseFromSandbox } from './parse-from-sandbox.ts';

const usage = { cpuMs: 1.5, heapBytes: 2_000 };
const fetchOperation = {
  name: 'fetch',
  method: 'GET',
  url: 'http://example.com/',
  headers: [['a', 'b']] as [string, string][],
  body: null,
  redirect: 'follow',
  more: false,
} as const;

const valid: FromSandbox[] = [
  { type: 'ready' },
  { type: 'entering', invocation: 1 },
  { type: 'entering', invocation: null },
  { type: 'coldStart', invocation: 1, tookMs: 2.5 },
  { type: 'log', invocation: 1, level: 'warn', text: 'hm', details: '{}', atMs: 0.5 },
  { type: 'logsDropped', invocation: 1, count: 3 },
  { type: 'counted', invocation: 1, counts: new Float64Array([1, 0]), atMs: 5 },
  { type: 'operation', invocation: 1, operation: 2, request: fetchOperation },
  { type: 'operation', invocation: 1, operation: 3, request: { name: 'abort', operation: 2 } },
  { type: 'respond', invocation: 1, status: 200, headers: [['a', 'b']], body: new Uint8Array([1]), more: false },
  { type: 'chunk', invocation: 1, stream: 0, chunk: new Uint8Array([1]) },
  { type: 'bodyEnd', invocation: 1, stream: 3, error: null },
  { type: 'bodyEnd', invocation: 1, stream: 3, error: 'broke' },
  { type: 'pull', invocation: 1, stream: 3, count: 8 },
  { type: 'cancelBody', invocation: 1, stream: 0 },
  { type: 'finished', invocation: 1, usage, failure: null },
  { type: 'answered', invocation: 1, status: 200, headers: '[]', body: 'text', piped: 0, cpuMs: 1, heapBytes: 2 },
  {
    type: 'answered',
    invocation: 1,
    status: 200,
    headers: '[]',
    body: new Uint8Array([1]),
    piped: 0,
    cpuMs: 1,
    heapBytes: 2,
  },
  { type: 'finished', invocation: 1, usage, failure: { code: 'THROWN', message: 'no', stack: 'Error: no' } },
  { type: 'isolateGone', deployment: 1, reason: 'heap' },
  { type: 'measured', isolates: [{ deployment: 1, heapBytes: 5 }] },
];

describe('messages of a sandbox', () => {
  it.each(valid.map((message) => [message.type, message]))('reads %s', (_type, message) => {
    expect(parseFromSandbox(message)).toEqual(message);
  });

  it.each([
    null,
    'ready',
    {},
    { type: 'constructor' },
    { type: 'entering', invocation: -1 },
    { type: 'entering', invocation: 1.5 },
    { type: 'coldStart', invocation: 1, tookMs: Number.NaN },
    { type: 'log', invocation: 1, level: 'loud', text: '', atMs: 0 },
    { type: 'respond', invocation: 1, status: 200, headers: [['a']], body: null, more: false },
    { type: 'respond', invocation: 1, status: 200, headers: [], body: 'text', more: false },
    { type: 'chunk', invocation: 1, stream: 0, chunk: [1, 2] },
    { type: 'chunk', invocation: 1, chunk: new Uint8Array([1]) },
    { type: 'chunk', invocation: 1, stream: 0, chunk: new Uint8Array(65_537) },
    { type: 'bodyEnd', invocation: 1, stream: 0, error: 5 },
    { type: 'pull', invocation: 1, stream: 0, count: 9 },
    { type: 'cancelBody', invocation: 1 },
    { type: 'answered', invocation: 1, status: 200, headers: [], body: null, piped: 0, cpuMs: 1, heapBytes: 2 },
    { type: 'answered', invocation: 1, status: 200, headers: '[]', body: null, piped: -1, cpuMs: 1, heapBytes: 2 },
    { type: 'answered', invocation: 1, status: 200, headers: '[]', body: 5, piped: 0, cpuMs: 1, heapBytes: 2 },
    { type: 'answered', invocation: 1, status: 200, headers: '[]', body: null, piped: 0, cpuMs: -1, heapBytes: 2 },
    { type: 'finished', invocation: 1, usage: { cpuMs: -1, heapBytes: 0 }, failure: null },
    { type: 'finished', invocation: 1, usage, failure: { code: 'ROUTE_NOT_FOUND', message: '' } },
    { type: 'operation', invocation: 1, operation: 1, request: { name: 'open', path: '/etc/passwd' } },
    { type: 'operation', invocation: 1, operation: 1, request: { ...fetchOperation, redirect: 'maybe' } },
    { type: 'isolateGone', deployment: 1, reason: 'boredom' },
    { type: 'measured', isolates: [null] },
  ])('refuses %j', (message) => {
    expect(parseFromSandbox(message)).toBeNull();
  });

  it('never throws, whatever a sandbox sends', () => {
    const mutated = fc.record({ type: fc.constantFrom(...valid.map(({ type }) => type)) }).chain(({ type }) => {
      const fields = Object.keys(valid.find((message) => message.type === type) ?? {}).filter((key) => key !== 'type');
      return fc.record({ type: fc.constant(type), ...Object.fromEntries(fields.map((key) => [key, fc.anything()])) });
    });
    fc.assert(fc.property(fc.oneof(fc.anything(), mutated), (value) => void parseFromSandbox(value)));
  });
});
