import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

import { failureCodes } from './errors.ts';
import {
  bodyEncodingSchema,
  failureSchema,
  headerListSchema,
  invocationSchema,
  lineHitsSchema,
  logEntrySchema,
} from './invocation.ts';

/** One call as lists show it: its invocation, counted. Its `seq` grows with each call kept. */
export const callSummarySchema = invocationSchema.omit({ logs: true, logsDropped: true, failure: true }).extend({
  seq: z.int(),
  /** The number the version was published under; null for unsaved code. */
  versionNumber: z.int().nullable(),
  /** The environment whose variables and secrets it ran with; null where there is only one. */
  environment: z.string().nullable(),
  /** How many of each there are. */
  logs: z.int(),
  fetches: z.int(),
  failure: z.enum(failureCodes).nullable(),
  /** The call this one repeats. */
  replayOf: z.string().nullable(),
});
export type CallSummary = z.infer<typeof callSummarySchema>;

/** A body as it was kept: at most 1 MB of it, with the secrets hidden. */
export const keptBodySchema = z.object({
  text: z.string(),
  encoding: bodyEncodingSchema,
  /** Of the whole body. */
  bytes: z.int(),
  /** Whether `text` is all of it. */
  complete: z.boolean(),
});
export type KeptBody = z.infer<typeof keptBodySchema>;

/** A request the function made, to the internet or through a binding. Times in milliseconds after the call came in. */
export const fetchRecordSchema = z.object({
  /** The binding's name for a call of another function. */
  binding: z.string().nullable(),
  method: z.string(),
  url: z.string(),
  /** Null where no answer came. */
  status: z.int().nullable(),
  error: z.string().nullable(),
  startMs: z.number(),
  /** The answer's head was there, or it had failed. */
  headMs: z.number().nullable(),
  /** Its body was over; null where the call ended first. */
  endMs: z.number().nullable(),
  requestBytes: z.int(),
  responseBytes: z.int(),
});
export type FetchRecord = z.infer<typeof fetchRecordSchema>;

/** Where the time went, in milliseconds after the call came in. Measured by the engine, on its own clock. */
export const callTimingSchema = z.object({
  /** It was given to a sandbox; null when it never was. */
  dispatchedMs: z.number().nullable(),
  /** How much of the time after that made the isolate. */
  coldStartMs: z.number(),
  /** The response's head was there. */
  headMs: z.number().nullable(),
  /** The response's body was over. */
  bodyMs: z.number().nullable(),
  /** Everything was over, what `waitUntil` kept going included. */
  endMs: z.number(),
});
export type CallTiming = z.infer<typeof callTimingSchema>;

export const callSchema = callSummarySchema.omit({ logs: true, fetches: true, failure: true }).extend({
  request: z.object({ headers: headerListSchema, body: keptBodySchema }),
  response: z.object({ headers: headerListSchema, body: keptBodySchema }),
  logs: z.array(logEntrySchema),
  logsDropped: z.int(),
  fetches: z.array(fetchRecordSchema),
  fetchesDropped: z.int(),
  timing: callTimingSchema,
  failure: failureSchema.nullable(),
  /** Its lines were counted, in an isolate of its own: that takes CPU time. Absent for all other calls. */
  linesCounted: z.literal(true).optional(),
});
export type Call = z.infer<typeof callSchema>;

/** How the history stands. */
export const historyStateSchema = z.object({
  calls: z.int(),
  bytes: z.number(),
  budgetBytes: z.number(),
  /** Calls since the engine started that were not kept, because too many came at once. */
  dropped: z.int(),
  /** What a person should know: why earlier history is gone, or why nothing outlives a restart. */
  notice: z
    .object({ code: z.enum(['DAMAGED', 'NEWER', 'MEMORY_ONLY']), message: z.string(), file: z.string().nullable() })
    .nullable(),
});
export type HistoryState = z.infer<typeof historyStateSchema>;

const querySchema = z.string().max(1_000).default('');

/** What a replay changes of the recorded request; fields left out stay as they were. */
export const replayEditSchema = z.strictObject({
  method: z
    .string()
    .regex(/^[A-Z]{1,20}$/)
    .optional(),
  path: z.string().startsWith('/').max(8_192).optional(),
  headers: headerListSchema.optional(),
  body: z.string().max(20_000_000).optional(),
  bodyEncoding: bodyEncodingSchema.optional(),
});

export const callsContract = {
  /** Newest first. INVALID_INPUT when the query is not understood. `upTo` of the first page keeps later pages in step. */
  list: oc
    .route({ method: 'GET', path: '/api/calls', summary: 'Calls that were kept, filtered' })
    .input(
      z.object({
        query: querySchema,
        upTo: z.coerce.number<number>().int().optional(),
        offset: z.coerce.number<number>().int().min(0).default(0),
        limit: z.coerce.number<number>().int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ calls: z.array(callSummarySchema), total: z.int(), upTo: z.int() })),
  get: oc
    .route({ method: 'GET', path: '/api/calls/{id}', summary: 'Everything known of a call' })
    .input(z.object({ id: z.string().max(64) }))
    .output(callSchema),
  /** First how things stand, with no calls, then calls as they are kept. Slow readers are told how many they `missed`. */
  watch: oc
    .route({ method: 'GET', path: '/api/calls/watch', summary: 'Calls as they are kept (server-sent events)' })
    .input(z.object({ query: querySchema }).optional())
    .output(
      eventIterator(
        z.object({ calls: z.array(callSummarySchema), missed: z.int(), upTo: z.int(), history: historyStateSchema }),
      ),
    ),
  /**
   * Sends the recorded request again: to what is served now, or to the version of that `number`. NOT_FOUND where the call
   * or the version is gone, INVALID_INPUT where the request was not kept whole and no other body is given.
   */
  replay: oc
    .route({ method: 'POST', path: '/api/calls/{id}/replay', summary: 'Repeat a call, also on another version' })
    .input(
      z.strictObject({
        id: z.string().max(64),
        version: z.int().min(1).optional(),
        edit: replayEditSchema.default({}),
        /** Tell which lines ran, as `invoke` does: in an isolate of its own, which is always cold. */
        countLines: z.boolean().optional(),
      }),
    )
    .output(
      z.object({
        call: callSchema,
        /** Headers that could not be sent again, as their values are not kept. */
        withheld: z.array(z.string()),
        /** Where they were asked for and could be counted. */
        lines: z.array(lineHitsSchema).optional(),
      }),
    ),
  clear: oc
    .route({ method: 'DELETE', path: '/api/calls', summary: 'Forget calls' })
    .input(z.object({ query: querySchema }).optional())
    .output(z.object({ removed: z.int() })),
  /** HAR 1.2, which browsers and other tools open. At most the newest 1,000 that match. */
  export: oc
    .route({ method: 'GET', path: '/api/calls/export', summary: 'Calls as a HAR file' })
    .input(z.object({ query: querySchema }).optional())
    .output(z.object({ log: z.looseObject({ version: z.literal('1.2') }) })),
};

/** Shown in place of a value that is kept from everybody. */
export const hiddenValue = '••••••';
