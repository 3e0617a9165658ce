import type { TargetName } from '../../contract/bundle.ts';
import { type LimitPreset, type LimitSource, limitSources, presetById } from '../../contract/limit-presets.ts';

/** What a platform gives a function at most, on its smallest plan. Left out: no limit of its own. */
export interface TargetLimits {
  limits: LimitPreset['limits'];
  /** The document that states what is not in `limits`. */
  source: LimitSource;
  /** All variables together. */
  environmentBytes?: number;
  /** Each variable. */
  variableBytes?: number;
}

/** Hosted platforms; what one hosts oneself has the limits one gives it. */
export const targetLimits: Partial<Record<TargetName, TargetLimits>> = {
  cloudflare: { limits: limitsOf('cloudflare-free'), source: 'cloudflare', variableBytes: 5_000 },
  lambda: { limits: limitsOf('aws-lambda'), source: 'lambda', environmentBytes: 4_096 },
  netlify: { limits: limitsOf('netlify'), source: 'netlify' },
  vercel: { limits: limitsOf('vercel'), source: 'vercel', environmentBytes: 64_000 },
  supabase: { limits: limitsOf('supabase'), source: 'supabase', variableBytes: 48_000 },
};

/** Where a figure is from, as findings say it. */
export function sourceOf(source: LimitSource): { url: string; checked: string } {
  const { url, read } = limitSources[source];
  return { url, checked: read };
}

function limitsOf(preset: string): LimitPreset['limits'] {
  return presetById(preset)?.limits ?? {};
}
