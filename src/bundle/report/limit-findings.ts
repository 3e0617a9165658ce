import type { Finding, FindingCode, TargetName } from '../../contract/bundle.ts';
import type { NexoFunction } from '../../contract/function.ts';
import type { LimitSource } from '../../contract/limit-presets.ts';
import type { ExportedFunction } from '../exported-function.ts';
import { createFinding } from './finding.ts';
import type { PlaceOf } from './place-of.ts';
import { sourceOf, targetLimits, type TargetLimits } from './target-limits.ts';

type Limited = 'cpuMs' | 'wallMs' | 'heapMb' | 'requestBytes' | 'responseBytes';

const limited: Record<Limited, (value: number) => string> = {
  cpuMs: (value) => `${value} ms`,
  wallMs: (value) => `${value / 1_000} s`,
  heapMb: (value) => `${value} MB`,
  requestBytes: (value) => `${value / 1_000_000} MB`,
  responseBytes: (value) => `${value / 1_000_000} MB`,
};

/** Limits of a function that its target's own are below; and what its environment does not fit in. */
export function limitFindings({ function: own }: ExportedFunction, target: TargetName, placeOf: PlaceOf): Finding[] {
  const allowances = targetLimits[target];
  if (allowances === undefined) return [];
  const finding = (code: FindingCode, values: Finding['values'], source: LimitSource, path: string[]): Finding =>
    createFinding({
      target,
      functionId: own.id,
      severity: 'differs',
      code,
      values,
      ...placeOf(own.id, path),
      source: sourceOf(source),
    });
  const below = (Object.keys(limited) as Limited[]).flatMap((name) => {
    const allowed = allowances.limits[name];
    if (allowed === undefined || own.limits[name] <= allowed.value) return [];
    const shown = limited[name];
    const values = { here: shown(own.limits[name]), there: shown(allowed.value), ...plan(target, name) };
    return [finding(name, values, allowed.source, ['limits', name])];
  });
  const large = largeVariables(own, allowances).map(([code, values]) =>
    finding(code, values, allowances.source, values['name'] === undefined ? ['env'] : ['env', values['name']]),
  );
  return [...below, ...large];
}

/** For whom the limit is so, where others are given more. */
function plan(target: TargetName, name: Limited): { plan?: string } {
  if (target === 'cloudflare' && name === 'cpuMs') return { plan: 'free' };
  if (target === 'vercel' && name === 'wallMs') return { plan: 'smallest' };
  return {};
}

function largeVariables(
  { env }: NexoFunction,
  { variableBytes, environmentBytes }: TargetLimits,
): [FindingCode, Finding['values']][] {
  const sizes = Object.entries(env).map(([name, value]) => ({ name, bytes: Buffer.byteLength(value) }));
  const large = sizes.filter(({ bytes }) => variableBytes !== undefined && bytes > variableBytes);
  const total = sizes.reduce((sum, { name, bytes }) => sum + name.length + bytes, 0);
  return [
    ...large.map(({ name, bytes }): [FindingCode, Finding['values']] => [
      'variableBytes',
      { name, here: String(bytes), there: String(variableBytes) },
    ]),
    ...(environmentBytes !== undefined && total > environmentBytes
      ? [
          ['environmentBytes', { here: String(total), there: String(environmentBytes) }] as [
            FindingCode,
            Finding['values'],
          ],
        ]
      : []),
  ];
}
