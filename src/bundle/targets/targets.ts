import type { TargetName } from '../../contract/bundle.ts';
import type { Target } from '../target.ts';
import { bun } from './bun.ts';
import { cloudflare } from './cloudflare.ts';
import { deno } from './deno.ts';
import { lambda } from './lambda.ts';
import { netlify } from './netlify.ts';
import { nexo } from './nexo.ts';
import { node } from './node.ts';
import { supabase } from './supabase.ts';
import { vercel } from './vercel.ts';
import { workerd } from './workerd.ts';

/** Every target, in the order they are shown. */
export const targets: readonly Target[] = [
  cloudflare,
  workerd,
  deno,
  bun,
  node,
  lambda,
  netlify,
  vercel,
  supabase,
  nexo,
];

export function targetOf(name: TargetName): Target {
  const found = targets.find((target) => target.name === name);
  if (found === undefined) throw new Error(`there is no target "${name}"`);
  return found;
}
