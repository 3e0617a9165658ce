import { z } from 'zod';

import { functionIdSchema } from '../../contract/function.ts';

export const manifestFile = 'nexo-bundle.json';

/** What says that a zip is a Nexo bundle, and what is in it. */
export const manifestSchema = z.strictObject({
  format: z.literal('nexo-bundle'),
  version: z.literal(1),
  name: z.string().min(1).max(100),
  functions: z.array(functionIdSchema).min(1).max(1_000),
  /** Names alone: their values are set where the bundle runs. */
  secrets: z.array(z.string()),
});
export type Manifest = z.infer<typeof manifestSchema>;
