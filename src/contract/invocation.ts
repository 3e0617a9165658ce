import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

import { failureCodes } from './errors.ts';
import { filePathSchema } from './file.ts';
import { functionIdSchema, languageSchema, variablesSchema } from './function.ts';
import { limitsSchema } from './limits.ts';
import { logValueSchema } from './log-value.ts';

export const logLevelSchema = z.enum(['debug', 'log', 'info', 'warn', 'error']);
export type LogLevel = z.infer<typeof logLevelSchema>;

/** One console call of the function. */
export const logEntrySchema = z.object({
  level: logLevelSchema,
  /** Formatted as a terminal would show it, indented by two spaces a group; cut at 8 KB. */
  text: z.string(),
  /** The call's arguments, where one of them is more than the text can tell; absent for plain texts. */
  values: z.array(logValueSchema).optional(),
  /** How many console groups it is inside; 0 where absent. */
  group: z.int().optional(),
  /** What its call was, where that makes it look different; a group's heading is followed by what is deeper inside. */
  form: z.enum(['table', 'group', 'collapsedGroup']).optional(),
  /** Milliseconds after the invocation began. */
  atMs: z.number(),
});
export type LogEntry = z.infer<typeof logEntrySchema>;

export const sourcePositionSchema = z.object({ file: z.string(), line: z.int(), column: z.int() });

/** Why an invocation failed, for the person who wrote the function; gateway clients see only code and message. */
export const failureSchema = z.object({
  code: z.enum(failureCodes),
  message: z.string(),
  /** The thrown error's name, where there is one. */
  name: z.string().optional(),
  /** Mapped to the person's own sources. */
  stack: z.string().optional(),
  position: sourcePositionSchema.optional(),
  /** For a limit: what it was and what was used, in the limit's own unit. */
  limit: z
    .object({ name: z.enum(['cpuMs', 'wallMs', 'heapMb', 'responseBytes']), allowed: z.number(), used: z.number() })
    .optional(),
});
export type Failure = z.infer<typeof failureSchema>;

/** Repeated headers stay repeated, in order. */
export const headerListSchema = z.array(z.tuple([z.string(), z.string()]));
export type HeaderList = z.infer<typeof headerListSchema>;

/** A body as JSON can carry it: text where it is valid UTF-8, base64 otherwise. */
export const bodyEncodingSchema = z.enum(['utf8', 'base64']);

/** `binding`: another function called it through its `env`; `replay`: an earlier call was repeated. */
export const invocationSourceSchema = z.enum(['gateway', 'studio', 'api', 'binding', 'test', 'replay']);
export type InvocationSource = z.infer<typeof invocationSourceSchema>;

/** One invocation as lists show it, sent when it has ended. */
export const invocationSchema = z.object({
  id: z.string(),
  functionId: functionIdSchema,
  version: z.string(),
  source: invocationSourceSchema,
  method: z.string(),
  /** As the client sent it, query included, without the `/fn` prefix. */
  path: z.string(),
  status: z.int(),
  /** Unix time, milliseconds. */
  startedAt: z.number(),
  wallMs: z.number(),
  cpuMs: z.number(),
  /**
   * The most memory the function held, buffers included, as far as was seen: after each piece of the work that used CPU
   * time to speak of.
   */
  heapBytes: z.number(),
  /** Whether the isolate had to be created for it. */
  cold: z.boolean(),
  sandbox: z.int(),
  requestBytes: z.int(),
  responseBytes: z.int(),
  logs: z.array(logEntrySchema),
  /** Log entries dropped because the invocation wrote too many. */
  logsDropped: z.int(),
  failure: failureSchema.nullable(),
});
export type Invocation = z.infer<typeof invocationSchema>;

export const invokeInputSchema = z.strictObject({
  id: functionIdSchema,
  method: z
    .string()
    .regex(/^[A-Z]{1,20}$/)
    .default('GET'),
  /** Path and query as the function sees them; the function's route when left out. */
  path: z.string().startsWith('/').max(8_192).optional(),
  headers: z.union([headerListSchema, z.record(z.string(), z.string())]).default([]),
  body: z.string().max(20_000_000).optional(),
  bodyEncoding: bodyEncodingSchema.default('utf8'),
  /**
   * Tell which lines ran, how often, and where time went. Runs in an isolate of its own that is thrown away, also where
   * it is no draft: what is deployed never counts. Counting takes CPU time of its own.
   */
  countLines: z.boolean().optional(),
  /** Run this instead of what is deployed, in an isolate of its own that is thrown away. */
  draft: z
    .strictObject({
      /** The saved code when left out. */
      code: z.string().max(2_000_000).optional(),
      /** Unsaved texts of other files it is made of, by their paths; files that are not named are read from the disk. */
      files: z
        .record(filePathSchema, z.string().max(2_000_000))
        .refine((files) => Object.keys(files).length <= 100, 'at most 100 unsaved files')
        .optional(),
      language: languageSchema.optional(),
      limits: limitsSchema.partial().optional(),
      env: variablesSchema.optional(),
    })
    .optional(),
});
export type InvokeInput = z.infer<typeof invokeInputSchema>;

/** A line with code of which it can be told whether it ran: where a statement begins or a function is entered. */
export const lineHitsSchema = z.object({
  /** Its path in the workspace. */
  file: z.string(),
  line: z.int(),
  hits: z.number(),
  /** About how many milliseconds went by between it and the next line that ran, waiting included. */
  ms: z.number(),
});
export type LineHits = z.infer<typeof lineHitsSchema>;

export const invokeResultSchema = z.object({
  invocation: z.string(),
  version: z.string(),
  status: z.int(),
  headers: headerListSchema,
  body: z.string(),
  bodyEncoding: bodyEncodingSchema,
  logs: z.array(logEntrySchema),
  logsDropped: z.int(),
  cpuMs: z.number(),
  wallMs: z.number(),
  heapBytes: z.number(),
  cold: z.boolean(),
  error: failureSchema.nullable(),
  /** Where they were asked for and could be counted: not after the heap limit, which takes the counters along. */
  lines: z.array(lineHitsSchema).optional(),
});
export type InvokeResult = z.infer<typeof invokeResultSchema>;

/** An answer as it comes: logs at any time, one head, its chunks, and at last `end` with what it took. */
export const invokeEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('head'),
    invocation: z.string(),
    version: z.string(),
    status: z.int(),
    headers: headerListSchema,
    /** Milliseconds after the call was made, as in `chunk`. */
    atMs: z.number(),
  }),
  z.object({ type: z.literal('chunk'), base64: z.string(), bytes: z.int(), atMs: z.number() }),
  z.object({ type: z.literal('log'), entry: logEntrySchema }),
  invokeResultSchema
    .omit({ invocation: true, version: true, status: true, headers: true, body: true, bodyEncoding: true })
    .extend({ type: z.literal('end'), bytes: z.int() }),
]);
export type InvokeEvent = z.infer<typeof invokeEventSchema>;

export const invocationsContract = {
  invoke: oc
    .route({
      method: 'POST',
      path: '/api/functions/{id}/invoke',
      summary: 'Run a function and tell everything about the run',
    })
    .input(invokeInputSchema)
    .output(invokeResultSchema),
  /** The same, told while it happens. Leaving the stream gives the call up. */
  invokeStream: oc
    .route({
      method: 'POST',
      path: '/api/functions/{id}/invoke-stream',
      summary: 'Run a function and tell about the run as it goes (server-sent events)',
    })
    .input(invokeInputSchema)
    .output(eventIterator(invokeEventSchema)),
  /** The latest invocations first, then each as it ends. Slow readers lose the oldest, never delay a response. */
  watch: oc
    .route({ method: 'GET', path: '/api/invocations/watch', summary: 'Invocations as they end (server-sent events)' })
    .input(z.object({ functionId: functionIdSchema.optional() }).optional())
    .output(eventIterator(z.object({ invocations: z.array(invocationSchema), dropped: z.int() }))),
};
