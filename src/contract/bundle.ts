import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

import { functionIdSchema } from './function.ts';

/** Where a bundle can run. */
export const targetNameSchema = z.enum([
  'cloudflare',
  'workerd',
  'deno',
  'bun',
  'node',
  'lambda',
  'netlify',
  'vercel',
  'supabase',
  'nexo',
]);
export type TargetName = z.infer<typeof targetNameSchema>;

export const targetSchema = z.object({
  name: targetNameSchema,
  /** As its makers write it. */
  label: z.string(),
  /** Whether a bundle is booted in the target's own runtime, or called as the target would call it. */
  verifiedBy: z.enum(['runtime', 'contract']),
  /** The program a bundle is booted in, and whether this machine has it. */
  runtime: z.object({ name: z.string(), found: z.boolean() }),
});
export type BundleTarget = z.infer<typeof targetSchema>;

/** What a finding is about. Limits are named as a function's own are. */
export const findingCodeSchema = z.enum([
  'codeFromText',
  'webAssemblyFromBytes',
  'workWhileLoading',
  'noStreaming',
  'waitUntilDelays',
  'clockStands',
  'notEverywhere',
  'privateTargets',
  'cpuMs',
  'wallMs',
  'heapMb',
  'cpuUnlimited',
  'heapUnlimited',
  'requestBytes',
  'responseBytes',
  'variableBytes',
  'environmentBytes',
  'variableName',
]);
export type FindingCode = z.infer<typeof findingCodeSchema>;

/** Something a function does that a target does not do, or does otherwise. */
export const findingSchema = z.object({
  target: targetNameSchema,
  functionId: functionIdSchema,
  /** `blocks`: it will not work there. `differs`: it works, but not as here. */
  severity: z.enum(['blocks', 'differs']),
  code: findingCodeSchema,
  /** What it is about in this function, such as the `name` of what it uses, or a limit `here` and `there`. */
  values: z.record(z.string(), z.string()),
  /** The same in English. */
  message: z.string(),
  /** The line in the person's own sources, where there is one. */
  file: z.string().optional(),
  line: z.int().optional(),
  column: z.int().optional(),
  /** What says so of the target, and when that was looked up. */
  source: z.object({ url: z.string(), checked: z.string() }).optional(),
});
export type Finding = z.infer<typeof findingSchema>;

const differenceSchema = z.object({
  what: z.string(),
  /** Nexo's own answer. */
  expected: z.string(),
  /** The bundle's. */
  actual: z.string(),
});
export type AnswerDifference = z.infer<typeof differenceSchema>;

/** One line of an export's checklist; it comes again whenever it has changed. */
export const exportCheckSchema = z.object({
  id: z.string(),
  kind: z.enum(['compile', 'pack', 'boot', 'case']),
  /** What is checked: functions, a runtime, a saved test, a request. */
  subject: z.string(),
  state: z.enum(['running', 'passed', 'failed', 'skipped']),
  /** Why it failed, was skipped, or passed with a difference that does not count. */
  detail: z.string().optional(),
  differences: z.array(differenceSchema).default([]),
});
export type ExportCheck = z.infer<typeof exportCheckSchema>;

export const bundleSchema = z.object({
  name: z.string(),
  target: targetNameSchema,
  /** What a zip of it is called. */
  fileName: z.string(),
  files: z.array(z.object({ path: z.string(), bytes: z.int() })),
  /** All of them, as a zip in base64. */
  zip: z.string(),
  /** Null when it was not to be verified, or could not be booted on this machine. */
  verified: z.boolean().nullable(),
});
export type Bundle = z.infer<typeof bundleSchema>;

export const exportEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('check'), check: exportCheckSchema }),
  z.object({ type: z.literal('finished'), bundle: bundleSchema }),
]);
export type ExportEvent = z.infer<typeof exportEventSchema>;

/** Which functions; all of the workspace when left out. */
const functionsSchema = z.array(functionIdSchema).min(1).max(1_000).optional();

export const exportInputSchema = z.strictObject({
  functions: functionsSchema,
  target: targetNameSchema,
  /** Boot the bundle and compare its answers. */
  verify: z.boolean().default(true),
});
export type ExportInput = z.infer<typeof exportInputSchema>;

export const bundlesContract = {
  targets: oc
    .route({ method: 'GET', path: '/api/bundles/targets', summary: 'Where functions can be exported to' })
    .output(z.array(targetSchema)),
  /** SYNTAX_ERROR or FUNCTION_DAMAGED for a function that cannot be exported at all. */
  report: oc
    .route({ method: 'POST', path: '/api/bundles/report', summary: 'What functions do that targets do otherwise' })
    .input(z.strictObject({ functions: functionsSchema, targets: z.array(targetNameSchema).min(1) }))
    .output(z.array(findingSchema)),
  /**
   * Makes a bundle and, unless told otherwise, boots it and compares its answers to saved tests and recent requests with
   * Nexo's own. Nothing is written to the disk; a bundle that fails its checks comes all the same. Ends with `finished`.
   */
  export: oc
    .route({ method: 'POST', path: '/api/bundles/export', summary: 'Export functions (server-sent events)' })
    .input(exportInputSchema)
    .output(eventIterator(exportEventSchema)),
};
