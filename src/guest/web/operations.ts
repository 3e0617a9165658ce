import type { InvocationId } from '../door.ts';
import { platform } from './platform.ts';
import { apply, jsonParse } from './primordials.ts';

/** Asynchronous work done outside the isolate: a request as text and bytes goes out, an answer comes back once. */

export type OperationAnswer = Record<string, unknown>;
type OnAnswer = (answer: OperationAnswer, body: ArrayBuffer | undefined) => void;

interface Pending {
  invocation: InvocationId;
  onAnswer: OnAnswer;
}

const pending = new Map<number, Pending>();
const { get: mapGet, set: mapSet, delete: mapDelete, forEach: mapForEach } = Map.prototype;
let lastOperation = 0;

/** `request` is JSON of an operation without its body. */
export function startOperation(request: string, body: ArrayBuffer | undefined, onAnswer: OnAnswer): number {
  const id = ++lastOperation;
  const invocation = platform.current();
  apply(mapSet, pending, [id, { invocation, onAnswer } satisfies Pending]);
  platform.host.operation(invocation, id, request, body);
  return id;
}

/** Gives an operation up: its answer will not be heard. */
export function endOperation(id: number): void {
  const entry = apply(mapGet, pending, [id]) as Pending | undefined;
  if (entry === undefined) return;
  apply(mapDelete, pending, [id]);
  const abortId = ++lastOperation;
  platform.host.operation(entry.invocation, abortId, `{"name":"abort","operation":${id}}`, undefined);
}

export function operationDone(id: number, result: string, body: ArrayBuffer | undefined): void {
  const entry = apply(mapGet, pending, [id]) as Pending | undefined;
  if (entry === undefined) return;
  apply(mapDelete, pending, [id]);
  entry.onAnswer(jsonParse(result) as OperationAnswer, body);
}

/** Drops what an invocation left under way. */
export function forgetOperations(invocation: InvocationId): void {
  const drop = (entry: Pending, id: number) => {
    if (entry.invocation === invocation) apply(mapDelete, pending, [id]);
  };
  apply(mapForEach, pending, [drop]);
}
