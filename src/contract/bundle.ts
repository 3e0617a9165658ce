import { z } from 'zod';

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
