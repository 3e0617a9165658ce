import type { Limits } from './limits.ts';

/** The documents the figures were read in. */
export const limitSources = {
  cloudflare: {
    title: 'Cloudflare Workers: Limits',
    url: 'https://developers.cloudflare.com/workers/platform/limits/',
    read: '2026-11-26',
  },
  cloudflareCpu: {
    title: 'Cloudflare changelog: Run Workers for up to 5 minutes of CPU-time',
    url: 'https://developers.cloudflare.com/changelog/2025-03-25-higher-cpu-limits/',
    read: '2026-11-26',
  },
  lambda: {
    title: 'AWS Lambda quotas',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
    read: '2026-11-26',
  },
  vercel: {
    title: 'Vercel Functions Limits',
    url: 'https://vercel.com/docs/functions/limitations',
    read: '2026-11-26',
  },
  netlify: {
    title: 'Netlify: Configuration for functions',
    url: 'https://docs.netlify.com/build/functions/configuration',
    read: '2026-11-26',
  },
  supabase: {
    title: 'Supabase Edge Functions: Limits',
    url: 'https://supabase.com/docs/guides/functions/limits',
    read: '2026-11-26',
  },
  deno: {
    title: 'Deno Deploy: Pricing and limitations',
    url: 'https://docs.deno.com/deploy/pricing_and_limits',
    read: '2026-11-26',
  },
} as const;
export type LimitSource = keyof typeof limitSources;

export interface PresetLimit {
  value: number;
  source: LimitSource;
}

/** What a target allows one invocation; a limit it does not state is left out. */
export interface LimitPreset {
  id: string;
  /** A name of their own, the same in every language. */
  name: string;
  limits: Partial<Record<keyof Limits, PresetLimit>>;
}

const from =
  (source: LimitSource) =>
  (value: number): PresetLimit => ({ value, source });
const cloudflare = from('cloudflare');
const lambda = from('lambda');
const vercel = from('vercel');
const netlify = from('netlify');
const supabase = from('supabase');

/** Limits of real targets, as their documents state them. Memory is the target's whole memory, ours is the heap in it. */
export const limitPresets: readonly LimitPreset[] = [
  {
    id: 'cloudflare-free',
    name: 'Cloudflare free',
    limits: { cpuMs: cloudflare(10), heapMb: cloudflare(128), requestBytes: cloudflare(100_000_000) },
  },
  {
    id: 'cloudflare-paid',
    name: 'Cloudflare paid',
    // What it is unless wrangler.jsonc raises it, up to 300,000 ms.
    limits: { cpuMs: from('cloudflareCpu')(30_000), heapMb: cloudflare(128), requestBytes: cloudflare(100_000_000) },
  },
  {
    id: 'aws-lambda',
    name: 'AWS Lambda',
    limits: {
      wallMs: lambda(900_000),
      heapMb: lambda(10_240),
      requestBytes: lambda(6_000_000),
      responseBytes: lambda(6_000_000),
    },
  },
  {
    id: 'vercel',
    name: 'Vercel Hobby',
    limits: {
      wallMs: vercel(300_000),
      heapMb: vercel(2_048),
      requestBytes: vercel(4_500_000),
      responseBytes: vercel(4_500_000),
    },
  },
  {
    id: 'netlify',
    name: 'Netlify',
    limits: {
      wallMs: netlify(60_000),
      heapMb: netlify(1_024),
      requestBytes: netlify(6_000_000),
      responseBytes: netlify(6_000_000),
    },
  },
  {
    id: 'supabase',
    name: 'Supabase',
    limits: { cpuMs: supabase(2_000), wallMs: supabase(150_000), heapMb: supabase(256) },
  },
  { id: 'deno-deploy', name: 'Deno Deploy', limits: { heapMb: from('deno')(512) } },
];

export const presetById = (id: string | null): LimitPreset | undefined =>
  limitPresets.find((preset) => preset.id === id);
