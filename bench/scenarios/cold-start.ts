import { setTimeout as delay } from 'node:timers/promises';

import { Connection, requestBytes } from '../connection.ts';
import { percentile } from '../load.ts';
import { helloFunction, startNexoServer } from '../peers/nexo.ts';
import type { Row } from '../report.ts';
import { atMost, type Scenario } from '../scenario.ts';

/** Between two functions where they are not called at once: about what a person or a quiet server leaves. */
const pauseMs = 50;

/**
 * The first response of functions that never ran, over a connection that is open already, and the second of the same
 * function beside it: right after each was deployed, and later, with a pause between them.
 */
export const coldStart: Scenario = {
  name: 'cold-start',
  async run({ short }) {
    const functions = short ? 5 : 200;
    const server = await startNexoServer();
    const connection = await Connection.open(server.url);
    const time = async (url: string): Promise<number> => {
      const startedAt = performance.now();
      const { ok } = await connection.ask(requestBytes(url));
      if (!ok) throw new Error(`${url} did not answer 200`);
      return performance.now() - startedAt;
    };
    try {
      const times = { atOnce: [] as number[], again: [] as number[], later: [] as number[] };
      for (let index = 0; index < functions; index++) {
        const url = await server.deploy(`at-once-${index}`, helloFunction);
        times.atOnce.push(await time(url));
        times.again.push(await time(url));
      }
      const waiting: string[] = [];
      for (let index = 0; index < functions; index++)
        waiting.push(await server.deploy(`later-${index}`, helloFunction));
      for (const url of waiting) {
        await delay(pauseMs);
        times.later.push(await time(url));
      }
      const later = times.later.toSorted((a, b) => a - b);
      return {
        tables: [
          {
            title: 'Cold start: request to response, over HTTP',
            rows: [
              toRow('first, right after the deploy was acknowledged', times.atOnce),
              toRow(`first, one every ${pauseMs} ms`, times.later),
              toRow('second (warm)', times.again),
            ],
          },
        ],
        aims: [
          atMost('cold start p50', 2, percentile(later, 0.5), ' ms'),
          atMost('cold start p99', 5, percentile(later, 0.99), ' ms'),
        ],
      };
    } finally {
      connection.close();
      await server.stop();
    }
  },
};

function toRow(response: string, times: readonly number[]): Row {
  const sorted = times.toSorted((a, b) => a - b);
  const ms = (share: number): string => percentile(sorted, share).toFixed(2);
  return { response, functions: String(times.length), 'p50 ms': ms(0.5), 'p90 ms': ms(0.9), 'p99 ms': ms(0.99) };
}
