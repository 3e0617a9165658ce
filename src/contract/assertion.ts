import { z } from 'zod';

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export const jsonSchema: z.ZodType<Json> = z.json();

const textSchema = z.string().max(1_000_000);
const patternSchema = z.string().min(1).max(2_000);
const statusSchema = z.int().min(100).max(599);
const millisecondsSchema = z.number().positive().max(300_000);

export const statusClassSchema = z.enum(['1xx', '2xx', '3xx', '4xx', '5xx']);
export const jsonTypeSchema = z.enum(['null', 'boolean', 'number', 'string', 'array', 'object']);

const statusAssertionSchema = z.discriminatedUnion('op', [
  z.strictObject({ target: z.literal('status'), op: z.literal('equals'), value: statusSchema }),
  z.strictObject({ target: z.literal('status'), op: z.literal('class'), value: statusClassSchema }),
  /** Both ends included. */
  z.strictObject({ target: z.literal('status'), op: z.literal('range'), value: z.tuple([statusSchema, statusSchema]) }),
]);

/** A repeated header passes when one of its values does; names are compared in any case. */
const header = { target: z.literal('header'), name: z.string().min(1).max(256) };
const headerAssertionSchema = z.discriminatedUnion('op', [
  z.strictObject({ ...header, op: z.literal('equals'), value: textSchema }),
  z.strictObject({ ...header, op: z.literal('contains'), value: textSchema }),
  z.strictObject({ ...header, op: z.literal('matches'), value: patternSchema }),
  z.strictObject({ ...header, op: z.literal('exists') }),
  z.strictObject({ ...header, op: z.literal('absent') }),
]);

/** `path` is a JSON path (RFC 9535, without `match` and `search`); with several matches one of them has to pass. */
const json = { target: z.literal('json'), path: z.string().min(1).max(2_000) };
const jsonAssertionSchema = z.discriminatedUnion('op', [
  z.strictObject({ ...json, op: z.literal('equals'), value: jsonSchema }),
  z.strictObject({ ...json, op: z.literal('type'), value: jsonTypeSchema }),
  z.strictObject({ ...json, op: z.literal('matches'), value: patternSchema }),
  /** Of an array, an object or a text. */
  z.strictObject({ ...json, op: z.literal('length'), value: z.int().min(0) }),
  z.strictObject({ ...json, op: z.literal('exists') }),
  z.strictObject({ ...json, op: z.literal('absent') }),
]);

const body = { target: z.literal('body') };
const bodyAssertionSchema = z.discriminatedUnion('op', [
  z.strictObject({ ...body, op: z.literal('equals'), value: textSchema }),
  z.strictObject({ ...body, op: z.literal('contains'), value: textSchema }),
  z.strictObject({ ...body, op: z.literal('matches'), value: patternSchema }),
  /** The body is JSON with at least what `value` has: members of objects, and elements of arrays at their places. */
  z.strictObject({ ...body, op: z.literal('subset'), value: jsonSchema }),
]);

/** Milliseconds: `time` from dispatch to the end of everything, `cpu` of the isolate. */
const measureAssertionSchema = z.strictObject({
  target: z.enum(['time', 'cpu']),
  op: z.literal('below'),
  value: millisecondsSchema,
});

/** One thing a test expects of an answer. */
export const assertionSchema = z.discriminatedUnion('target', [
  statusAssertionSchema,
  headerAssertionSchema,
  jsonAssertionSchema,
  bodyAssertionSchema,
  measureAssertionSchema,
]);
export type Assertion = z.infer<typeof assertionSchema>;
export type AssertionTarget = Assertion['target'];

/** What became of an assertion. `skipped`: what it is about is not measured there, such as CPU time outside of Nexo. */
export const assertionResultSchema = z.object({
  assertion: assertionSchema,
  outcome: z.enum(['passed', 'failed', 'skipped']),
  /** Both as a person reads them; JSON is indented, so that two texts can be compared line by line. */
  expected: z.string(),
  actual: z.string(),
});
export type AssertionResult = z.infer<typeof assertionResultSchema>;
