import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

import { functionIdSchema } from './function.ts';

/** Counts since the engine started; percentiles over the latest 1,024 invocations, in milliseconds. */
export const functionStatsSchema = z.object({
  functionId: functionIdSchema,
  requests: z.int(),
  errors: z.int(),
  wallP50Ms: z.number(),
  wallP95Ms: z.number(),
  wallP99Ms: z.number(),
  cpuMsTotal: z.number(),
  cpuP50Ms: z.number(),
  cpuP95Ms: z.number(),
  requestBytes: z.number(),
  responseBytes: z.number(),
  lastStatus: z.int().nullable(),
  lastInvokedAt: z.number().nullable(),
});
export type FunctionStats = z.infer<typeof functionStatsSchema>;

/** What the pool was sized from, and what was chosen or set. */
export const poolSizingSchema = z.object({
  cores: z.int(),
  /** The machine's memory, or what a container may use of it. */
  machineBytes: z.number(),
  /** Sandboxes that functions share; they start when there is work. */
  sandboxes: z.int(),
  /** Memory the sandboxes are to stay within: isolates sleep for it. */
  memoryBytes: z.number(),
  /** Isolates a sandbox may hold. */
  isolatesPerSandbox: z.int(),
});

/** Isolates put to sleep, by what they made room for: memory, or the mappings a process may have. */
export const evictionCountsSchema = z.object({ memory: z.int(), mappings: z.int() });
export type EvictionCounts = z.infer<typeof evictionCountsSchema>;

/** What stands around every sandbox process on this machine, besides its isolates. */
export const sandboxLayersSchema = z.object({
  /** Node's permission model: no network, no files but its own program, no other programs, no environment. */
  permissions: z.boolean(),
  /** Linux namespaces by bubblewrap: no network device, no other processes, no other files to see. */
  namespaces: z.boolean(),
  /** The kernel ends it when the engine ends, however that happens. */
  endsWithEngine: z.boolean(),
  /** Its resident memory is watched from outside. */
  memoryWatched: z.boolean(),
});
export type SandboxLayers = z.infer<typeof sandboxLayersSchema>;

/** The pool at this moment. */
export const poolStatsSchema = z.object({
  sandboxes: z.array(
    z.object({
      id: z.int(),
      pid: z.int(),
      state: z.enum(['starting', 'ready', 'draining']),
      /** Resident memory; null until first measured. */
      rssBytes: z.number().nullable(),
      isolateCount: z.int(),
      /** Those last used, where there are hundreds. */
      isolates: z.array(
        z.object({
          functionId: functionIdSchema,
          version: z.string(),
          state: z.enum(['loading', 'warm', 'busy']),
          heapBytes: z.number(),
          heapLimitBytes: z.number(),
          /** At work in it now. */
          invocations: z.int(),
          /** Since it was made; 0 while it is loading. */
          ageMs: z.number(),
          /** Invocations that have ended in it since. */
          served: z.int(),
        }),
      ),
    }),
  ),
  warm: z.int(),
  busy: z.int(),
  queued: z.int(),
  running: z.int(),
  maxConcurrent: z.int(),
  maxQueued: z.int(),
  /** Since the engine started. */
  coldStarts: z.int(),
  rejected: z.int(),
  sandboxesLost: z.int(),
  sizing: poolSizingSchema,
  layers: sandboxLayersSchema,
  /** What sandboxes and isolates take of the memory they are to stay within, by the isolates' heaps. */
  memoryBytes: z.number(),
  /** Isolates put to sleep since the engine started. */
  evictions: evictionCountsSchema,
});
export type PoolStats = z.infer<typeof poolStatsSchema>;

/** One second of traffic, for the dashboard's charts. */
export const trafficSampleSchema = z.object({
  /** Unix time of the second, milliseconds. */
  at: z.number(),
  requests: z.int(),
  errors: z.int(),
  wallP50Ms: z.number(),
  wallP95Ms: z.number(),
  cpuMs: z.number(),
});
export type TrafficSample = z.infer<typeof trafficSampleSchema>;

/** What a function's statistics say, of all functions together. */
const overallStatsSchema = functionStatsSchema.pick({
  requests: true,
  errors: true,
  wallP50Ms: true,
  wallP95Ms: true,
  wallP99Ms: true,
  cpuMsTotal: true,
});

export const statsSchema = overallStatsSchema.extend({
  uptimeMs: z.number(),
  functions: z.int(),
  engineRssBytes: z.number(),
  /** Whether other machines may reach the gateway. */
  exposed: z.boolean(),
  pool: poolStatsSchema,
  /** The latest two minutes, oldest first. */
  traffic: z.array(trafficSampleSchema),
});
export type Stats = z.infer<typeof statsSchema>;

export const trafficRangeSchema = z.enum(['15m', '1h', '24h', '7d']);
export type TrafficRange = z.infer<typeof trafficRangeSchema>;

/** What calls add up to; percentiles in milliseconds, to within 9 %. */
export const trafficSumSchema = z.object({
  requests: z.int(),
  errors: z.int(),
  wallP50Ms: z.number(),
  wallP95Ms: z.number(),
  wallP99Ms: z.number(),
  cpuMs: z.number(),
  requestBytes: z.number(),
  responseBytes: z.number(),
});
export type TrafficSum = z.infer<typeof trafficSumSchema>;

/** A stretch of time, also from before the engine started, in equal steps. */
export const trafficHistorySchema = z.object({
  /** Unix time, milliseconds. */
  from: z.number(),
  stepMs: z.number(),
  total: trafficSumSchema,
  /** Oldest first, quiet ones included. */
  steps: z.array(trafficSumSchema.extend({ at: z.number() })),
  /** Those that were called, the busiest first; `shape` has its requests by step. */
  functions: z.array(trafficSumSchema.extend({ functionId: z.string(), shape: z.array(z.int()) })),
});
export type TrafficHistory = z.infer<typeof trafficHistorySchema>;

export const statsContract = {
  get: oc.route({ method: 'GET', path: '/stats', summary: 'What the engine is doing' }).output(statsSchema),
  ofFunction: oc
    .route({ method: 'GET', path: '/api/functions/{id}/stats', summary: 'What one function has been doing' })
    .input(z.object({ id: functionIdSchema }))
    .output(functionStatsSchema),
  /** Kept through restarts: by minute for a day, by hour for a week. */
  history: oc
    .route({ method: 'GET', path: '/api/stats/history', summary: 'Traffic of a stretch of time' })
    .input(z.object({ range: trafficRangeSchema.default('1h') }))
    .output(trafficHistorySchema),
  /** Everything the dashboard shows, once a second while somebody watches; of functions, those that were called. */
  watch: oc
    .route({ method: 'GET', path: '/api/stats/watch', summary: 'Statistics once a second (server-sent events)' })
    .output(eventIterator(z.object({ stats: statsSchema, functions: z.array(functionStatsSchema) }))),
};
