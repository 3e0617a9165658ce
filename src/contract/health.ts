import { oc } from '@orpc/contract';
import { z } from 'zod';

export const healthSchema = z.object({
  /** `starting` until the workspace is open, `draining` once the engine is shutting down. */
  status: z.enum(['ok', 'starting', 'draining']),
  version: z.string(),
  uptimeMs: z.number(),
});
export type Health = z.infer<typeof healthSchema>;

export const healthContract = {
  get: oc
    .route({ method: 'GET', path: '/health', summary: 'Whether the engine is alive and ready' })
    .output(healthSchema),
};
