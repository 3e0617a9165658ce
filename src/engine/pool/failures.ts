import type { Failure } from '../../contract/invocation.ts';
import type { Limits } from '../../contract/limits.ts';

/** What ends invocations from outside their sandbox, worded for the person who wrote the function. */
export const failures = {
  queueFull: (): Failure => ({
    code: 'OVERLOADED',
    message: 'Too many invocations are waiting already. Try again in a moment.',
  }),
  lineFull: (): Failure => ({
    code: 'FUNCTION_BUSY',
    message: 'Too many invocations of this function are waiting already. Try again in a moment.',
  }),
  waitedTooLong: (waitedMs: number): Failure => ({
    code: 'OVERLOADED',
    message: `The invocation waited ${waitedMs / 1_000} s for its turn and was given up. Try again in a moment.`,
  }),
  paused: (): Failure => ({
    code: 'FUNCTION_PAUSED',
    message: 'The function broke its sandbox three times within five minutes and is paused. Change it, or resume it.',
  }),
  shuttingDown: (): Failure => ({ code: 'SHUTTING_DOWN', message: 'The engine is shutting down.' }),
  clientLeft: (): Failure => ({ code: 'INTERNAL', message: 'The client left before the response was complete.' }),
  noResponse: (): Failure => ({ code: 'INTERNAL', message: 'The sandbox ended the invocation without a response.' }),
  retired: (): Failure => ({
    code: 'INTERNAL',
    message: 'This version of the function has been replaced. Send the request again.',
  }),
  wallLimit: ({ wallMs }: Limits, usedMs: number): Failure => ({
    code: 'WALL_LIMIT',
    message: `The function did not finish within its ${wallMs} ms. Answer sooner, or raise its wall time limit.`,
    limit: { name: 'wallMs', allowed: wallMs, used: Math.round(usedMs) },
  }),
  neverStarted: ({ wallMs }: Limits): Failure => ({
    code: 'OVERLOADED',
    message: `The function did not get to run within its ${wallMs} ms. Try again in a moment.`,
  }),
  badStatus: (status: number): Failure => ({
    code: 'BAD_RESPONSE',
    message: `${status} is not a status a response can have (200 to 599).`,
  }),
  badHeader: (name: string): Failure => ({
    code: 'BAD_RESPONSE',
    message: `The response header ${JSON.stringify(name.slice(0, 100))} has a name or value that HTTP does not allow.`,
  }),
  responseTooLarge: ({ responseBytes }: Limits, used: number): Failure => ({
    code: 'BAD_RESPONSE',
    message: `The response is larger than the function's limit of ${responseBytes} bytes.`,
    limit: { name: 'responseBytes', allowed: responseBytes, used },
  }),
  ranAhead: (): Failure => ({
    code: 'INTERNAL',
    message: 'The sandbox sent more of the response than it was asked for.',
  }),
  uninterruptible: ({ cpuMs }: Limits, usedMs: number): Failure => ({
    code: 'CPU_LIMIT',
    message: `The function ran past its ${cpuMs} ms of CPU and could not be interrupted; its sandbox was replaced.`,
    limit: { name: 'cpuMs', allowed: cpuMs, used: Math.round(usedMs) },
  }),
  outgrew: ({ heapMb }: Limits): Failure => ({
    code: 'HEAP_LIMIT',
    message: `The function grew far past its ${heapMb} MB of memory; its sandbox was replaced.`,
  }),
  crashed: (how: string): Failure => ({
    code: 'SANDBOX_LOST',
    message: `The sandbox crashed (${how}) while this function ran; it was replaced.`,
  }),
  lost: (): Failure => ({
    code: 'SANDBOX_LOST',
    message: 'The sandbox this function ran in was lost, not through its doing. Try again.',
  }),
};
