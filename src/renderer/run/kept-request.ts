import { z } from 'zod';

import { bodyTypes, type TestRequest } from './requests-store.ts';

const fileSchema = z.object({ name: z.string(), type: z.string(), bytes: z.number(), base64: z.string() });

/** A prepared request as it was written; later versions may find older ones. */
const keptRequestSchema = z.object({
  method: z.string(),
  path: z.string(),
  parameters: z.record(z.string(), z.string()),
  headers: z.array(z.object({ id: z.number(), enabled: z.boolean(), name: z.string(), value: z.string() })),
  body: z.string(),
  bodyType: z.enum(bodyTypes),
  file: fileSchema.nullable(),
  parts: z.array(z.object({ name: z.string(), value: z.string(), file: fileSchema.nullable() })).default([]),
  route: z.string(),
}) satisfies z.ZodType<TestRequest>;

/** The request that was kept; undefined for what cannot be read. */
export function readKeptRequest(value: unknown): TestRequest | undefined {
  return keptRequestSchema.safeParse(value).data;
}
