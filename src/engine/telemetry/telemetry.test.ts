import { afterEach, describe, expect, it, vi } from 'vitest';

import type { Invocation } from '../../contract/invocation.ts';
import { createRecentInvocations } from './recent-invocations.ts';
import { createTelemetry } from './telemetry.ts';
import { createTraffic } from './traffic.ts';

function invocation(change: Partial<Invocation> = {}): Invocation {
  return {
    id: 'i1',
    functionId: 'hello',
    version: '0123456789ab',
    source: 'gateway',
    method: 'GET',
    path: '/hello',
    status: 200,
    startedAt: 1_000,
    wallMs: 1,
    cpuMs: 0.5,
    heapBytes: 1,
    cold: false,
    sandbox: 1,
    requestBytes: 2,
    responseBytes: 3,
    logs: [],
    logsDropped: 0,
    failure: null,
    ...change,
  };
}

afterEach(() => void vi.useRealTimers());

describe('createTelemetry', () => {
  it('counts by function and all together', () => {
    const telemetry = createTelemetry();
    for (let wallMs = 1; wallMs <= 100; wallMs++) telemetry.record(invocation({ wallMs }));
    telemetry.record(invocation({ functionId: 'other', status: 500 }));
    telemetry.record(invocation({ functionId: 'other', status: 200, failure: { code: 'THROWN', message: 'late' } }));
    expect(telemetry.ofFunction('hello')).toMatchObject({
      requests: 100,
      errors: 0,
      wallP50Ms: 50,
      wallP95Ms: 95,
      wallP99Ms: 99,
      cpuMsTotal: 50,
      requestBytes: 200,
      responseBytes: 300,
      lastStatus: 200,
    });
    expect(telemetry.ofFunction('other')).toMatchObject({ requests: 2, errors: 2 });
    expect(telemetry.overall()).toMatchObject({ requests: 102, errors: 2 });
    expect(telemetry.ofFunction('unknown')).toMatchObject({ requests: 0, lastStatus: null, wallP50Ms: 0 });
  });

  it('gives a reader the latest, then batches at most every 100 ms', async () => {
    vi.useFakeTimers();
    const telemetry = createTelemetry();
    telemetry.record(invocation({ id: 'before' }));
    telemetry.record(invocation({ id: 'elsewhere', functionId: 'other' }));
    const stream = telemetry.watch('hello', undefined);
    expect((await stream.next()).value).toMatchObject({ invocations: [{ id: 'before' }], dropped: 0 });

    const next = stream.next();
    telemetry.record(invocation({ id: 'a' }));
    telemetry.record(invocation({ id: 'b' }));
    telemetry.record(invocation({ id: 'c', functionId: 'other' }));
    await vi.advanceTimersByTimeAsync(99);
    telemetry.record(invocation({ id: 'd' }));
    await vi.advanceTimersByTimeAsync(1);
    expect((await next).value).toMatchObject({ invocations: [{ id: 'a' }, { id: 'b' }, { id: 'd' }], dropped: 0 });
  });

  it('drops the oldest for a slow reader and says how many', async () => {
    vi.useFakeTimers();
    const telemetry = createTelemetry();
    const stream = telemetry.watch(undefined, undefined);
    for (let id = 0; id < 1_500; id++) telemetry.record(invocation({ id: String(id) }));
    await vi.advanceTimersByTimeAsync(1_000);
    await stream.next();
    const next = stream.next();
    await vi.advanceTimersByTimeAsync(100);
    const batch = (await next).value;
    expect(batch?.dropped).toBe(500);
    expect(batch?.invocations).toHaveLength(1_000);
    expect(batch?.invocations[0]?.id).toBe('500');
  });

  it('ends its readers when it is disposed', async () => {
    const telemetry = createTelemetry();
    const stream = telemetry.watch(undefined, undefined);
    await stream.next();
    const next = stream.next();
    telemetry.dispose();
    expect(await next).toEqual({ done: true, value: undefined });
  });
});

describe('createTraffic', () => {
  it('has a sample for every complete second of two minutes, quiet ones included', () => {
    let time = 10_500;
    const traffic = createTraffic(() => time);
    traffic.add(invocation({ wallMs: 4 }));
    traffic.add(invocation({ wallMs: 2, status: 503 }));
    expect(traffic.samples()).toEqual([]);
    time = 12_100;
    expect(traffic.samples()).toEqual([
      { at: 10_000, requests: 2, errors: 1, wallP50Ms: 2, wallP95Ms: 4, cpuMs: 1 },
      { at: 11_000, requests: 0, errors: 0, wallP50Ms: 0, wallP95Ms: 0, cpuMs: 0 },
    ]);
    time = 1_000_000;
    const samples = traffic.samples();
    expect(samples).toHaveLength(120);
    expect(samples[0]?.at).toBe(880_000);
    expect(samples.at(-1)?.at).toBe(999_000);
  });

  it('goes on when the clock is set back', () => {
    let time = 10_000_000;
    const traffic = createTraffic(() => time);
    traffic.add(invocation());
    time = 9_999_000;
    traffic.add(invocation());
    time = 10_001_000;
    expect(traffic.samples()).toMatchObject([{ at: 10_000_000, requests: 2 }]);
    time = 5_000_000;
    traffic.add(invocation());
    time = 5_001_000;
    expect(traffic.samples()).toMatchObject([{ at: 5_000_000, requests: 1 }]);
  });
});

describe('createRecentInvocations', () => {
  it('holds the latest thousand', () => {
    const recent = createRecentInvocations();
    for (let id = 0; id < 3_500; id++) recent.add(invocation({ id: String(id) }));
    const list = recent.list(undefined);
    expect(list).toHaveLength(1_000);
    expect(list[0]?.id).toBe('2500');
    expect(list.at(-1)?.id).toBe('3499');
  });

  it('holds fewer when they log much', () => {
    const recent = createRecentInvocations();
    const logs = [{ level: 'log' as const, text: 'x'.repeat(1_000_000), atMs: 0 }];
    for (let id = 0; id < 100; id++) recent.add(invocation({ id: String(id), logs }));
    expect(recent.list('hello').map((held) => held.id)[0]).toBe('84');
  });
});
