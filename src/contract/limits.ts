import { z } from 'zod';

/** What one invocation of a function may use. Times in milliseconds, sizes in the unit of the name. */
export const limitsSchema = z.strictObject({
  /** CPU time the isolate spends on the invocation, summed over its slices; waiting is free. */
  cpuMs: z.int().min(1).max(300_000),
  /** Time from dispatch to the end of everything, waiting and what `waitUntil` keeps going after the response included. */
  wallMs: z.int().min(1).max(300_000),
  /** V8 heap of the function's isolate. */
  heapMb: z.int().min(8).max(4096),
  /** Largest request body accepted; a larger one is answered 413. */
  requestBytes: z.int().min(0).max(100_000_000),
  /** Largest response body passed on. */
  responseBytes: z.int().min(0).max(100_000_000),
});
export type Limits = z.infer<typeof limitsSchema>;

export { defaultLimits } from './default-limits.ts';
