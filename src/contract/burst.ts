import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

import { invokeInputSchema } from './invocation.ts';

export const maxBurstRequests = 100_000;
export const maxBurstConcurrency = 256;

export const burstInputSchema = invokeInputSchema.omit({ draft: true }).extend({
  requests: z.int().min(1).max(maxBurstRequests).default(500),
  /** Requests in flight at once. */
  concurrency: z.int().min(1).max(maxBurstConcurrency).default(10),
});
export type BurstInput = z.infer<typeof burstInputSchema>;

/** How a burst stands, or has ended. Times in milliseconds, from the request sent to the last byte of its answer. */
export const burstStateSchema = z.object({
  running: z.boolean(),
  done: z.int(),
  requests: z.int(),
  elapsedMs: z.number(),
  /** Answers by their status. */
  statuses: z.record(z.string(), z.int()),
  /** Requests without an answer, by why. */
  failures: z.record(z.string(), z.int()),
  bytes: z.number(),
  meanMs: z.number(),
  p50Ms: z.number(),
  p90Ms: z.number(),
  p95Ms: z.number(),
  p99Ms: z.number(),
  maxMs: z.number(),
  /** How many took up to so long, and longer than the bucket before. */
  buckets: z.array(z.object({ upToMs: z.number(), count: z.int() })),
});
export type BurstState = z.infer<typeof burstStateSchema>;

export const burstsContract = {
  /** Sends many requests through the gateway, as a client would. Leaving the stream stops it. */
  run: oc
    .route({
      method: 'POST',
      path: '/api/functions/{id}/burst',
      summary: 'Send many requests to a function and measure them (server-sent events)',
    })
    .input(burstInputSchema)
    .output(eventIterator(burstStateSchema)),
};
