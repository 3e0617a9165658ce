import { z } from 'zod';

import { bindingsSchema, languageSchema, methodSchema } from './function.ts';
import { limitsSchema } from './limits.ts';

/** What was done that published a version: `external` is a change by another program, found on the disk. */
export const versionOriginSchema = z.enum(['save', 'external', 'publish', 'rollback']);
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
