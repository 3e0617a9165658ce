import { build as bundle } from 'esbuild';
import ivm from 'isolated-vm';

import { preludeOptions } from '../../scripts/vite-plugin-prelude.ts';
import { median, type Row } from '../report.ts';
import type { Scenario } from '../scenario.ts';

/** What one more isolate costs: an empty one beside one that starts from the prelude's snapshot, made in turn. */
export const isolateStart: Scenario = {
  name: 'isolate-start',
  run: async ({ short }) => ({
    tables: [{ title: 'An isolate: start, prelude and heap', rows: await measureIsolateStart(short ? 5 : 100) }],
    aims: [],
  }),
};

async function measureIsolateStart(rounds: number): Promise<Row[]> {
  const result = await bundle({ ...preludeOptions, write: false });
  const prelude = result.outputFiles?.[0]?.text ?? '';
  const startedAt = performance.now();
  const snapshot = ivm.Isolate.createSnapshot([{ code: prelude }]);
  const snapshotMs = performance.now() - startedAt;

  const empty: Made[] = [];
  const whole: Made[] = [];
  for (let round = 0; round < rounds; round++) {
    empty.push(makeIsolate());
    whole.push(makeIsolate(snapshot));
  }
  const kilobytes = (bytes: number): string => `${Math.round(bytes / 1_000)} KB`;
  return [
    { isolate: 'empty', prelude: '0 KB', snapshot: '', ...toCells(empty) },
    {
      isolate: 'with the prelude',
      prelude: kilobytes(Buffer.byteLength(prelude)),
      snapshot: `${kilobytes(snapshot.copy().byteLength)}, made in ${snapshotMs.toFixed(0)} ms`,
      ...toCells(whole),
    },
  ];
}

const timesAsked = 100;

interface Made {
  ms: number;
  /** To ask for its heap figure, as is done after invocations. */
  askMicros: number;
  heapBytes: number;
}

function makeIsolate(snapshot?: ivm.ExternalCopy<ArrayBuffer>): Made {
  const startedAt = performance.now();
  const isolate = new ivm.Isolate({ memoryLimit: 128, snapshot });
  isolate.createContextSync();
  const ms = performance.now() - startedAt;
  const heapBytes = isolate.getHeapStatisticsSync().used_heap_size;
  const askedAt = performance.now();
  for (let time = 0; time < timesAsked; time++) isolate.getHeapStatisticsSync();
  const askMicros = ((performance.now() - askedAt) / timesAsked) * 1_000;
  isolate.dispose();
  return { ms, heapBytes, askMicros };
}

function toCells(made: readonly Made[]): Row {
  return {
    'start p50 ms': median(made.map(({ ms }) => ms)).toFixed(2),
    'heap MB': (median(made.map(({ heapBytes }) => heapBytes)) / 1e6).toFixed(2),
    'asking for its heap µs': median(made.map(({ askMicros }) => askMicros)).toFixed(1),
  };
}
