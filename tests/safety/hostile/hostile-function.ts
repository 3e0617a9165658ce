import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { defaultLimits } from '../../../src/contract/default-limits.ts';
import type { ErrorCode } from '../../../src/contract/errors.ts';

/** Code that means harm, and how it has to end. */
export interface HostileFunction {
  /** Also its name in the engine: lower-case letters, digits and dashes. */
  name: string;
  /** The body of `async function handler(request, context)`. */
  body: string;
  /** Outside the handler. */
  module?: string;
  /** Every end that is right; `ANSWERED` is a response of the function's own. */
  ends: readonly (ErrorCode | 'ANSWERED')[];
}

const cpu = ['CPU_LIMIT'] as const;
const memory = ['HEAP_LIMIT', 'CPU_LIMIT'] as const;

/** Stopped at its CPU limit, and only there. */
export function spins(name: string, body: string, module?: string): HostileFunction {
  return { name, body, module, ends: cpu };
}

/** Stopped at whichever limit it reaches first. */
export function grows(name: string, body: string, module?: string): HostileFunction {
  return { name, body, module, ends: memory };
}

/** Refused with an error the function could catch. */
export function isRefused(name: string, body: string): HostileFunction {
  return { name, body, ends: ['THROWN'] };
}

/** It may do this to itself: it answers, and nobody else notices. */
export function isHarmless(name: string, body: string, module?: string): HostileFunction {
  return { name, body, module, ends: ['ANSWERED'] };
}

const limits = {
  ...defaultLimits,
  cpuMs: 50,
  wallMs: 5_000,
  heapMb: 24,
  requestBytes: 1_000_000,
  responseBytes: 1_000_000,
};

/** How long one may take that is to be stopped by the clock. */
export const wallMs = 500;

/** Writes one into a workspace; it answers at its name, and does no harm where it is asked `?ok=1`. */
export async function writeHostile(
  workspace: string,
  { name, module = '', body, ends }: HostileFunction,
): Promise<void> {
  const allowed = ends.includes('WALL_LIMIT') ? { ...limits, wallMs } : limits;
  const folder = join(workspace, 'functions', name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'function.json'), JSON.stringify({ route: `/${name}`, limits: allowed }));
  const handler = `async function handler(request, context) { if (request.query.ok) return "ok"; ${body} }`;
  await writeFile(join(folder, 'index.js'), `${module}\n${handler}`);
}
