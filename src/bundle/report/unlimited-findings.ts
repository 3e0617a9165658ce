import type { Finding, TargetName } from '../../contract/bundle.ts';
import { defaultLimits } from '../../contract/default-limits.ts';
import type { ExportedFunction } from '../exported-function.ts';
import { createFinding } from './finding.ts';
import type { PlaceOf } from './place-of.ts';

/** What of a function nothing limits there: neither the target itself, nor a setting of the bundle. */
const unlimited: Partial<Record<TargetName, readonly ('cpuMs' | 'heapMb')[]>> = {
  workerd: ['cpuMs', 'heapMb'],
  deno: ['cpuMs'],
  bun: ['cpuMs', 'heapMb'],
  node: ['cpuMs'],
  lambda: ['cpuMs'],
  netlify: ['cpuMs'],
  vercel: ['cpuMs'],
};

/** Limits that somebody chose for a function, where there are none. */
export function unlimitedFindings(
  { function: { id, limits } }: ExportedFunction,
  target: TargetName,
  placeOf: PlaceOf,
): Finding[] {
  const chosen = (unlimited[target] ?? []).filter((name) => limits[name] !== defaultLimits[name]);
  return chosen.map((name) =>
    createFinding({
      target,
      functionId: id,
      severity: 'differs',
      code: name === 'cpuMs' ? 'cpuUnlimited' : 'heapUnlimited',
      values: { here: name === 'cpuMs' ? `${limits.cpuMs} ms` : `${limits.heapMb} MB` },
      ...placeOf(id, ['limits', name]),
    }),
  );
}
