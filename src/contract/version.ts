import { oc } from '@orpc/contract';
import { z } from 'zod';

import { bindingsSchema, functionIdSchema, functionSummarySchema, languageSchema, methodSchema } from './function.ts';
import { bodyEncodingSchema } from './invocation.ts';
import { limitsSchema } from './limits.ts';

/**
 * What was done that published a version: `external` is a change by another program, seen as it was made; `opened` one
 * that was there when the workspace was opened.
 */
export const versionOriginSchema = z.enum(['save', 'external', 'opened', 'publish', 'rollback']);
export type VersionOrigin = z.infer<typeof versionOriginSchema>;

/** What of a function's settings belongs to a version. Variables and secrets are names; values belong to the machine. */
export const versionSettingsSchema = z.object({
  name: z.string(),
  route: z.string(),
  methods: z.array(methodSchema),
  language: languageSchema,
  limits: limitsSchema,
  env: z.array(z.string()),
  bindings: bindingsSchema,
  secrets: z.array(z.string()),
  /** The entry's path in the workspace. */
  file: z.string(),
});
export type VersionSettings = z.infer<typeof versionSettingsSchema>;

/** A version as lists show it. */
export const versionSummarySchema = z.object({
  /** From 1, by function. */
  number: z.int(),
  /** As `x-nexo-version` says it. */
  hash: z.string(),
  /** Unix time, milliseconds. */
  publishedAt: z.number(),
  origin: versionOriginSchema,
  /** The version a rollback brought back. */
  rollbackOf: z.int().nullable(),
  message: z.string(),
  settings: versionSettingsSchema,
});
export type VersionSummary = z.infer<typeof versionSummarySchema>;

export const versionFileSchema = z.object({ path: z.string(), text: z.string(), encoding: bodyEncodingSchema });

/** What a version was made of; also what is saved now, which need not be any version. */
export const versionContentSchema = z.object({
  settings: versionSettingsSchema,
  files: z.array(versionFileSchema),
});
export type VersionContent = z.infer<typeof versionContentSchema>;

const messageSchema = z.string().trim().max(500);
const byNumber = z.object({ id: functionIdSchema, number: z.coerce.number<number>().int().min(1) });

export const versionsContract = {
  /** Newest first; the first is the latest published. */
  list: oc
    .route({ method: 'GET', path: '/api/functions/{id}/versions', summary: 'Published versions of a function' })
    .input(z.object({ id: functionIdSchema }))
    .output(z.array(versionSummarySchema)),
  get: oc
    .route({ method: 'GET', path: '/api/functions/{id}/versions/{number}', summary: 'A version with its files' })
    .input(byNumber)
    .output(versionContentSchema),
  saved: oc
    .route({ method: 'GET', path: '/api/functions/{id}/saved', summary: 'What is saved, as a version would be' })
    .input(z.object({ id: functionIdSchema }))
    .output(versionContentSchema),
  /**
   * Serves what is saved. Rejects with SYNTAX_ERROR when it does not compile, ROUTE_CONFLICT when another function has its
   * route; what was served stays then. Nothing new gives the latest version, with the message where there is one.
   */
  publish: oc
    .route({ method: 'POST', path: '/api/functions/{id}/versions', summary: 'Publish what is saved' })
    .input(z.object({ id: functionIdSchema, message: messageSchema.default('') }))
    .output(functionSummarySchema),
  describe: oc
    .route({ method: 'PATCH', path: '/api/functions/{id}/versions/{number}', summary: 'Change the message' })
    .input(byNumber.extend({ message: messageSchema }))
    .output(z.undefined()),
  /**
   * Serves an earlier version at once, writes its files and settings, and publishes that as a new version: rolling back
   * to the version before undoes it. Values of variables stay.
   */
  rollback: oc
    .route({ method: 'POST', path: '/api/functions/{id}/versions/{number}/rollback', summary: 'Go back to a version' })
    .input(byNumber)
    .output(functionSummarySchema),
};
