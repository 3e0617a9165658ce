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
