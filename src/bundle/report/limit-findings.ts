import type { Finding, TargetName } from '../../contract/bundle.ts';
import type { NexoFunction } from '../../contract/function.ts';
import type { LimitSource } from '../../contract/limit-presets.ts';
import type { ExportedFunction } from '../exported-function.ts';
import { sourceOf, targetLimits, type TargetLimits } from './target-limits.ts';

type Limited = 'cpuMs' | 'wallMs' | 'heapMb' | 'requestBytes' | 'responseBytes';

const limited: Record<Limited, { what: string; shown(value: number): string }> = {
  cpuMs: { what: 'CPU time', shown: (value) => `${value} ms` },
  wallMs: { what: 'wall time', shown: (value) => `${value / 1_000} s` },
  heapMb: { what: 'memory', shown: (value) => `${value} MB` },
  requestBytes: { what: 'request body', shown: (value) => `${value / 1_000_000} MB` },
  responseBytes: { what: 'response body', shown: (value) => `${value / 1_000_000} MB` },
};

/** Limits of a function that its target's own are below; and what its environment does not fit in. */
export function limitFindings({ function: own }: ExportedFunction, target: TargetName): Finding[] {
  const allowances = targetLimits[target];
  if (allowances === undefined) return [];
  const finding = (code: string, message: string, source: LimitSource): Finding => ({
    target,
    functionId: own.id,
    severity: 'differs',
    code,
    message,
    file: `functions/${own.id}/function.json`,
    source: sourceOf(source),
  });
  const below = (Object.keys(limited) as Limited[]).flatMap((name) => {
    const allowed = allowances.limits[name];
    if (allowed === undefined || own.limits[name] <= allowed.value) return [];
    const { what, shown } = limited[name];
    const text = `${what}: ${shown(own.limits[name])} here, ${shown(allowed.value)} at most there${plan(target, name)}`;
    return [finding(name, text, allowed.source)];
  });
  const large = largeVariables(own, allowances).map((text) => finding('environment', text, allowances.source));
  return [...below, ...large];
}

function plan(target: TargetName, name: Limited): string {
  if (target === 'cloudflare' && name === 'cpuMs') return ' on the free plan, 5 min on a paid one';
  if (target === 'vercel' && name === 'wallMs') return ' on the smallest plan';
  return '';
}

function largeVariables({ env }: NexoFunction, { variableBytes, environmentBytes }: TargetLimits): string[] {
  const sizes = Object.entries(env).map(([name, value]) => ({ name, bytes: Buffer.byteLength(value) }));
  const large = sizes.filter(({ bytes }) => variableBytes !== undefined && bytes > variableBytes);
  const total = sizes.reduce((sum, { name, bytes }) => sum + name.length + bytes, 0);
  return [
    ...large.map(({ name, bytes }) => `the variable ${name} has ${bytes} bytes; ${variableBytes} at most there`),
    ...(environmentBytes !== undefined && total > environmentBytes
      ? [`its variables have ${total} bytes together; ${environmentBytes} at most there`]
      : []),
  ];
}
