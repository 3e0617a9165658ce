import { domException } from './dom-exception.ts';
import { startOperation } from './operations.ts';
import { packRequest, type PackableRecord } from './pack-request.ts';

// As they were before any function code: what a function puts in their place would see keys.
const { ArrayBuffer, Uint8Array } = globalThis;

/** Work the sandbox does itself for the isolate, off its thread: cryptography and compression. */

/** What the sandbox answers: data made by JSON, and the bytes it refers to. */
export interface LocalAnswer {
  /** A member of the answer; undefined when there is none, whatever a function put on Object.prototype. */
  get(name: string): unknown;
  /** A copy of the bytes that `reference`, a part of the answer, stands for. */
  bytes(reference: unknown): Uint8Array<ArrayBuffer>;
}

/** Answers come by callbacks: a promise would show what it is resolved with to a `then` on Object.prototype. */
export interface Outcome {
  done(answer: LocalAnswer): void;
  /** With the TypeError, RangeError or DOMException the work failed with. */
  failed(error: unknown): void;
}

export function runLocally(request: PackableRecord, { done, failed }: Outcome): void {
  const { text, body } = packRequest(request);
  startOperation(text, body, (answer, bytes) => {
    if (own(answer, 'ok') === true) done(readAnswer(answer, bytes));
    else failed(toError(own(answer, 'name') as string, own(answer, 'message') as string));
  });
}

const { hasOwn } = Object;

/** Reads data that came as JSON. */
export const own = (record: object, name: string): unknown =>
  hasOwn(record, name) ? (record as Record<string, unknown>)[name] : undefined;

function readAnswer(answer: object, body: ArrayBuffer | undefined): LocalAnswer {
  const buffer = body ?? new ArrayBuffer(0);
  return {
    get: (name) => own(answer, name),
    bytes(reference) {
      const { at, length } = reference as { at: number; length: number };
      // Not by `slice`, which asks a function's idea of Uint8Array for the copy.
      return new Uint8Array(new Uint8Array(buffer, at, length));
    },
  };
}

function toError(name: string, message: string): unknown {
  if (name === 'TypeError') return new TypeError(message);
  if (name === 'RangeError') return new RangeError(message);
  return domException(message, name);
}
