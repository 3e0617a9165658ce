import type { Limits } from '../../contract/limits.ts';
import type { Format } from '../i18n/format.ts';

/** A limit's figure as people write it; sizes of bodies are in steps of 1,000, as targets state them. */
export function presetLimitText(format: Format, limit: keyof Limits, value: number): string {
  if (limit === 'heapMb') return `${format.number(value)} MB`;
  return limit === 'cpuMs' || limit === 'wallMs' ? format.duration(value) : `${format.number(value / 1_000_000)} MB`;
}
