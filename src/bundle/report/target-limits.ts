import type { TargetName } from '../../contract/bundle.ts';

/** What a target gives a function at most, on its smallest plan unless said otherwise. Left out: no limit of its own. */
export interface TargetLimits {
  cpuMs?: number;
  wallMs?: number;
  /** For all functions of a bundle together. */
  heapMb?: number;
  requestBytes?: number;
  responseBytes?: number;
  /** All variables together. */
  environmentBytes?: number;
  /** Each variable. */
  variableBytes?: number;
  /** Where these figures are from, and the day they were looked up. */
  source: { url: string; checked: string };
}

const checked = '2026-11-26';
const megabyte = 1_000_000;

/** Figures of hosted platforms; what one hosts oneself has the limits one gives it. */
export const targetLimits: Partial<Record<TargetName, TargetLimits>> = {
  cloudflare: {
    cpuMs: 10,
    heapMb: 128,
    requestBytes: 100 * megabyte,
    variableBytes: 5_000,
    source: { url: 'https://developers.cloudflare.com/workers/platform/limits/', checked },
  },
  lambda: {
    wallMs: 900_000,
    heapMb: 10_240,
    requestBytes: 6 * megabyte,
    responseBytes: 6 * megabyte,
    environmentBytes: 4_096,
    source: { url: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html', checked },
  },
  netlify: {
    wallMs: 60_000,
    heapMb: 1_024,
    requestBytes: 6 * megabyte,
    responseBytes: 6 * megabyte,
    source: { url: 'https://docs.netlify.com/build/functions/overview/', checked },
  },
  vercel: {
    wallMs: 300_000,
    heapMb: 2_048,
    requestBytes: 4_500_000,
    responseBytes: 4_500_000,
    environmentBytes: 64_000,
    source: { url: 'https://vercel.com/docs/functions/limitations', checked },
  },
  supabase: {
    cpuMs: 2_000,
    wallMs: 150_000,
    heapMb: 256,
    variableBytes: 48_000,
    source: { url: 'https://supabase.com/docs/guides/functions/limits', checked },
  },
};
