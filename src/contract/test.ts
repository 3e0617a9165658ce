import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

import { assertionResultSchema, assertionSchema, jsonSchema } from './assertion.ts';
import { exchangeSchema, storedHeadersSchema } from './exchange.ts';
import { damageSchema, functionIdSchema } from './function.ts';
import {
  bodyEncodingSchema,
  failureSchema,
  headerListSchema,
  invokeInputSchema,
  logEntrySchema,
} from './invocation.ts';

/** A test's name is the name of its file, without `.json`. */
export const testNameSchema = z
  .string()
  .max(80, 'a test name has at most 80 characters')
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} _.-]*$/u, 'a test name is letters, digits, spaces, dots, dashes and _')
  .refine((name) => !/[ .]$/.test(name), 'a test name does not end with a space or a dot')
  .refine((name) => !name.toLowerCase().endsWith('.fetch'), '".fetch" at the end is taken by recorded answers')
  .refine((name) => !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name), 'this name is reserved on Windows');

const parameterSchema = z.record(z.string(), z.string().max(8_192));
const repeatableSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const testBodySchema = z.union(
  [
    z.strictObject({ json: jsonSchema }),
    z.strictObject({ text: z.string().max(10_000_000) }),
    z.strictObject({ base64: z.base64().max(14_000_000) }),
    /** Sent as `application/x-www-form-urlencoded`. */
    z.strictObject({ form: repeatableSchema }),
    /** A file beside the test, by its path from there. */
    z.strictObject({
      file: z
        .string()
        .min(1)
        .max(500)
        .regex(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\\:]+$/, 'a path inside of the folder of the tests'),
    }),
  ],
  { error: 'a body is one of { "json" }, { "text" }, { "base64" }, { "form" } and { "file" }, a path beside the test' },
);
export type TestBody = z.infer<typeof testBodySchema>;

export const testRequestSchema = z.strictObject({
  method: z
    .string()
    .regex(/^[A-Z]{1,20}$/, 'a method is upper-case letters')
    .default('GET'),
  /** Path, and query if it likes, as the function sees them. When left out, the route with `params` filled in. */
  path: z.string().startsWith('/', 'a path starts with /').max(8_192).optional(),
  params: parameterSchema.optional(),
  /** Added to what `path` has. */
  query: repeatableSchema.optional(),
  /** The content type follows from the body when it is not set. */
  headers: storedHeadersSchema.optional(),
  body: testBodySchema.optional(),
});
export type TestRequest = z.infer<typeof testRequestSchema>;

/**
 * A request to a function and what to expect of the answer: `functions/<id>/tests/<name>.json`. Strict, so that a
 * misspelt field is found and never passes unseen.
 */
export const testCaseSchema = z.strictObject({
  description: z.string().max(2_000).optional(),
  request: testRequestSchema,
  /** Without any, a test passes when the function answers. */
  assertions: z.array(assertionSchema).max(200).default([]),
  /** Whether the function's fetches go out, or are answered from `exchanges` and nowhere else. */
  fetch: z.enum(['live', 'mocked']).default('live'),
  /** Kept in `<name>.fetch.json` when there is much of it. */
  exchanges: z.array(exchangeSchema).max(500).optional(),
});
export type TestCase = z.infer<typeof testCaseSchema>;

/** A test as lists show it. A broken one cannot run: its file has to be mended first. */
export const testSummarySchema = z.object({
  functionId: functionIdSchema,
  name: z.string(),
  /** Its path in the workspace. */
  file: z.string(),
  description: z.string().optional(),
  method: z.string(),
  fetch: z.enum(['live', 'mocked']),
  assertions: z.int(),
  broken: damageSchema.nullable(),
});
export type TestSummary = z.infer<typeof testSummarySchema>;

export const storedTestSchema = z.object({
  functionId: functionIdSchema,
  name: z.string(),
  file: z.string(),
  test: testCaseSchema,
});
export type StoredTest = z.infer<typeof storedTestSchema>;

/** What a test run got as an answer, its body cut to what a person can look at. */
export const testAnswerSchema = z.object({
  invocation: z.string(),
  version: z.string(),
  status: z.int(),
  headers: headerListSchema,
  body: z.string(),
  bodyEncoding: bodyEncodingSchema,
  /** Of the whole body. */
  bytes: z.int(),
  cpuMs: z.number(),
  wallMs: z.number(),
  logs: z.array(logEntrySchema),
  failure: failureSchema.nullable(),
});
export type TestAnswer = z.infer<typeof testAnswerSchema>;

export const testResultSchema = z.object({
  functionId: functionIdSchema,
  name: z.string(),
  file: z.string(),
  /** `broken`: it could not be run, and `problem` says why. */
  outcome: z.enum(['passed', 'failed', 'broken']),
  assertions: z.array(assertionResultSchema),
  answer: testAnswerSchema.nullable(),
  problem: damageSchema.nullable(),
  /** Fetches that no exchange answers, such as `GET https://example.com/`; any of them fails the test. */
  unexpectedFetches: z.array(z.string()),
  /** How many exchanges were not asked for. */
  unusedExchanges: z.int(),
  durationMs: z.number(),
});
export type TestResult = z.infer<typeof testResultSchema>;

export const testTotalsSchema = z.object({
  passed: z.int(),
  failed: z.int(),
  broken: z.int(),
  durationMs: z.number(),
});
export type TestTotals = z.infer<typeof testTotalsSchema>;

/** Which tests: all, a function's, or one of them. */
const selectionShape = { functionIds: z.array(functionIdSchema).min(1).optional(), name: z.string().optional() };

/** Text that has not been saved, to be tested in place of what is deployed. */
const testDraftSchema = invokeInputSchema.shape.draft.unwrap();
export type TestDraft = z.infer<typeof testDraftSchema>;

export const testRunInputSchema = z.strictObject({
  ...selectionShape,
  /** By function id. */
  drafts: z.record(functionIdSchema, testDraftSchema).optional(),
});
export type TestRunInput = z.infer<typeof testRunInputSchema>;

/** Results come as tests end: those of one function in order, functions side by side. */
export const testRunEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), tests: z.array(testSummarySchema) }),
  z.object({ type: z.literal('result'), result: testResultSchema }),
  z.object({ type: z.literal('finished'), totals: testTotalsSchema }),
]);
export type TestRunEvent = z.infer<typeof testRunEventSchema>;

const testKey = { functionId: functionIdSchema, name: testNameSchema };
const testPath = '/api/functions/{functionId}/tests/{name}';

export const testsContract = {
  list: oc
    .route({ method: 'GET', path: '/api/tests', summary: 'All tests of the workspace, broken ones included' })
    .input(z.object({ functionId: functionIdSchema.optional() }).optional())
    .output(z.array(testSummarySchema)),
  /** All tests, then all tests of a function each time one of them has changed, whoever changed it. */
  watch: oc
    .route({ method: 'GET', path: '/api/tests/watch', summary: 'Tests as they change (server-sent events)' })
    .output(
      eventIterator(
        z.discriminatedUnion('type', [
          z.object({ type: z.literal('opened'), tests: z.array(testSummarySchema) }),
          z.object({ type: z.literal('changed'), functionId: functionIdSchema, tests: z.array(testSummarySchema) }),
        ]),
      ),
    ),
  get: oc
    .route({ method: 'GET', path: testPath, summary: 'One test' })
    .input(z.object(testKey))
    .output(storedTestSchema),
  /** On the disk before the answer. With `create` it is refused with ID_CONFLICT when there is a test of that name. */
  save: oc
    .route({ method: 'PUT', path: testPath, summary: 'Create or replace a test' })
    .input(z.strictObject({ ...testKey, test: testCaseSchema, create: z.boolean().default(false) }))
    .output(storedTestSchema),
  rename: oc
    .route({ method: 'POST', path: `${testPath}/rename`, summary: 'Give a test another name' })
    .input(z.strictObject({ ...testKey, to: testNameSchema }))
    .output(storedTestSchema),
  remove: oc
    .route({ method: 'DELETE', path: testPath, successStatus: 204, summary: 'Delete a test' })
    .input(z.object(testKey))
    .output(z.undefined()),
  run: oc
    .route({ method: 'POST', path: '/api/tests/run', summary: 'Run tests (server-sent events)' })
    .input(testRunInputSchema)
    .output(eventIterator(testRunEventSchema)),
  /** Runs the test once with its fetches going out, and keeps them and their answers in it, secrets masked. */
  record: oc
    .route({ method: 'POST', path: `${testPath}/record`, summary: 'Record the fetches of a test' })
    .input(z.strictObject({ ...testKey, draft: testDraftSchema.optional() }))
    .output(storedTestSchema),
};
