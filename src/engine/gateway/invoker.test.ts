import { expect, it } from 'vitest';

import type { Invocation } from '../../contract/invocation.ts';
import { createCaptureMemory } from '../history/capture-memory.ts';
import type { CapturedCall } from '../history/captured-call.ts';
import type { InvocationSink } from '../pool/invocation-sink.ts';
import { nothingRan } from '../pool/refuse.ts';
import { deploymentOf } from '../pool/testing/deployment-of.ts';
import { createTracer } from '../tracing/tracer.ts';
import { createInvoker } from './invoker.ts';

it('remembers nothing of a call that its record does not have', async () => {
  const recorded: Invocation[] = [];
  const kept: CapturedCall[] = [];
  const lineCounts = { counts: new Float64Array(1_000), atMs: 0 };
  const invoker = createInvoker({
    pool: {
      invoke(_deployment, _request, _body, sink) {
        sink.head(200, [], 'text', false);
        sink.finished({ ...nothingRan, logs: [], fetches: [], lineCounts, failure: null });
        return { resume() {}, dropBody() {}, cancel() {} };
      },
    },
    telemetry: { record: (invocation) => void recorded.push(invocation) },
    history: {
      record: (call) => void kept.push(call),
      memory: createCaptureMemory({ maxBytes: 1_000, bytesPerSecond: 1_000 }),
    },
    tracer: createTracer(null),
    environment: () => null,
  });
  const call = {
    source: 'gateway',
    method: 'GET',
    path: '/',
    url: 'http://h/',
    headers: [],
    params: {},
    body: null,
  } as const;
  const reports: unknown[] = [];
  const sink: InvocationSink = { head() {}, chunk: () => true, end() {}, finished: (report) => reports.push(report) };
  invoker.run('id', deploymentOf({}), { ...call, headers: [] }, sink);
  expect(reports).toMatchObject([{ lineCounts }]);
  expect(recorded).toEqual([]);
  await Promise.resolve();
  expect(recorded).toMatchObject([{ id: 'id', status: 200, responseBytes: 4 }]);
  for (const invocation of [recorded[0], kept[0]?.invocation]) {
    expect(invocation).not.toHaveProperty('lineCounts');
    expect(invocation).not.toHaveProperty('fetches');
  }
});
