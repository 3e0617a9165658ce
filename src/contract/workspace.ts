import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';

import { functionSummarySchema, languageSchema, methodSchema, publishModeSchema } from './function.ts';
import { packageSpecSchema } from './package.ts';

/** Why nothing in a workspace can be changed: a newer version wrote it, or its disk takes no writes. Functions serve. */
export const readOnlySchema = z.object({ code: z.enum(['NEWER', 'DISK']), message: z.string() });
export type ReadOnly = z.infer<typeof readOnlySchema>;

/** Something kept that could not be used as it was. Nothing of it is lost. */
export const recoverySchema = z.object({
  /** Its path in the workspace. */
  file: z.string(),
  reason: z.string(),
  /** Where its bytes are: the same path where it was left alone until somebody mends it. */
  kept: z.string(),
});
export type Recovery = z.infer<typeof recoverySchema>;

/** The open workspace and how far its loading is. */
export const workspaceSchema = z.object({
  folder: z.string(),
  /** Where the gateway listens, for example `http://127.0.0.1:3000`. */
  url: z.string(),
  loading: z.object({ done: z.int(), total: z.int() }).nullable(),
  /** Whether saving publishes functions that make no choice of their own; kept in `nexo.json`. */
  publish: publishModeSchema,
  readOnly: readOnlySchema.nullable(),
  /** What was found damaged since the workspace was opened, and is not mended yet. */
  recoveries: z.array(recoverySchema),
});
export type Workspace = z.infer<typeof workspaceSchema>;

/** A change to a function or a file, whoever made it: the studio, the REST API or another editor. */
export const workspaceEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('opened'),
    workspace: workspaceSchema,
    functions: z.array(functionSummarySchema),
    /** As `files.list` answers; empty until the workspace is open. */
    files: z.array(z.string()),
  }),
  /** The workspace itself is another: it is loading, or something was found damaged. */
  z.object({ type: z.literal('progress'), workspace: workspaceSchema }),
  z.object({ type: z.literal('saved'), function: functionSummarySchema }),
  z.object({ type: z.literal('removed'), id: z.string() }),
  /** Files that functions are made of, by their paths: what is new or perhaps changed, and what is gone. */
  z.object({ type: z.literal('files'), changed: z.array(z.string()), removed: z.array(z.string()) }),
]);
export type WorkspaceEvent = z.infer<typeof workspaceEventSchema>;

/** A starting point for a new function. */
export const templateSchema = z.object({
  id: z.string(),
  language: languageSchema,
  route: z.string(),
  methods: z.array(methodSchema),
  code: z.string(),
  /** Names of secrets it needs. */
  secrets: z.array(z.string()).optional(),
  /** What has to be installed for it, as `name@version`. */
  packages: z.array(packageSpecSchema).optional(),
});
export type Template = z.infer<typeof templateSchema>;

export const workspaceContract = {
  get: oc.route({ method: 'GET', path: '/api/workspace', summary: 'The open workspace' }).output(workspaceSchema),
  /** In effect when this resolves: where saving publishes from now on, what was saved and waited is published. */
  configure: oc
    .route({ method: 'PUT', path: '/api/workspace', summary: 'Change the settings of the workspace' })
    .input(z.strictObject({ publish: publishModeSchema }))
    .output(workspaceSchema),
  templates: oc
    .route({ method: 'GET', path: '/api/templates', summary: 'Starting points for new functions' })
    .output(z.array(templateSchema)),
  /** First `opened` with everything, then each change. */
  watch: oc
    .route({ method: 'GET', path: '/api/workspace/watch', summary: 'Changes to functions (server-sent events)' })
    .output(eventIterator(workspaceEventSchema)),
};
