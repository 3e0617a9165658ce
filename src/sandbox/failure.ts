import type { Failure } from '../contract/invocation.ts';
import { preludeFile } from '../guest/door.ts';

/** Failures the sandbox itself decides on; those of the function's own making come from the guest. */

/** Less may have been used than allowed: a busy machine lets the clock run out first. */
export function cpuLimit(allowed: number, used: number, stack?: string): Failure {
  const message =
    used < allowed
      ? `The function was stopped at its limit of ${allowed} ms of CPU time, of which the busy machine gave it ${round(used)} ms.`
      : `The function used ${round(used)} ms of CPU time; its limit is ${allowed} ms.`;
  return {
    code: 'CPU_LIMIT',
    message,
    stack,
    limit: { name: 'cpuMs', allowed, used: round(used) },
  };
}

/** Not the function's doing: whoever called it is to come again. */
export function starved(allowed: number, used: number): Failure {
  return {
    code: 'OVERLOADED',
    message: `The machine is too busy: the function was stopped with ${round(used)} of its ${allowed} ms of CPU time. Try again in a moment.`,
  };
}

export function heapLimit(allowed: number): Failure {
  return {
    code: 'HEAP_LIMIT',
    message: `The function used more than the ${allowed} MB of heap it may use.`,
    limit: { name: 'heapMb', allowed, used: allowed },
  };
}

export function isolateLost(): Failure {
  return {
    code: 'SANDBOX_LOST',
    message: 'Another invocation of this function broke the isolate they shared. Try again.',
  };
}

export function thrown(error: { name?: string; message: string; stack?: string }): Failure {
  return { code: 'THROWN', name: error.name || undefined, message: error.message, stack: cleanStack(error.stack) };
}

export function internal(message: string): Failure {
  return { code: 'INTERNAL', message };
}

/** A stack without frames of ours: neither the prelude's, nor the host's beyond isolated-vm's boundary. */
export function cleanStack(stack: string | undefined): string | undefined {
  if (stack === undefined) return undefined;
  const boundary = stack.indexOf('\n    at (<isolated-vm boundary>)');
  const inside = boundary < 0 ? stack : stack.slice(0, boundary);
  if (!inside.includes(preludeFile)) return inside;
  return inside
    .split('\n')
    .filter((line) => !line.includes(`${preludeFile}:`))
    .join('\n');
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
