import { chunkWindow } from '../../protocol/messages.ts';
import type { InvocationId, StreamId } from '../door.ts';
import { platform } from './platform.ts';
import { apply } from './primordials.ts';
import { ReadableByteStreamController, ReadableStream } from './streams.ts';

/**
 * Bodies that come in from outside piece by piece, as byte streams. Nothing is asked for before somebody reads, and
 * never more than the window ahead of who does.
 */
interface Incoming {
  readonly invocation: InvocationId;
  readonly stream: StreamId;
  readonly controller: ReadableByteStreamController;
  /** Arrived and not yet read, from `next` on. */
  queue: Uint8Array<ArrayBuffer>[];
  next: number;
  /** A read is waiting. */
  wanted: boolean;
  /** Chunks read that the sender has not been told of; the whole window before the first read. */
  owed: number;
  /** Whether anything was ever asked for. */
  asked: boolean;
  end: { error: string | undefined } | undefined;
  readonly onSettled: () => void;
}

const open = new Map<number, Incoming>();
const { get: mapGet, set: mapSet, delete: mapDelete, forEach: mapForEach } = Map.prototype;
const { enqueue, close, error: fail } = ReadableByteStreamController.prototype;

/** Operations are numbered within the isolate, invocations within the engine: they must not be confused. */
const keyOf = (invocation: InvocationId, stream: StreamId): number => (stream === 0 ? -invocation : stream);
const find = (invocation: InvocationId, stream: StreamId) =>
  apply(mapGet, open, [keyOf(invocation, stream)]) as Incoming | undefined;

/** `onSettled` runs once nothing more will come: at the end, after a failure, or when the reader gave up. */
export function openBody(
  invocation: InvocationId,
  stream: StreamId,
  onSettled: () => void = () => undefined,
): ReadableStream {
  let controller: ReadableByteStreamController;
  const source = {
    type: 'bytes' as const,
    start: (own: ReadableByteStreamController) => void (controller = own),
    pull: () => serve(incoming),
    cancel() {
      settle(incoming);
      platform.host.cancelBody(invocation, stream);
    },
  };
  const readable = new ReadableStream(source, { highWaterMark: 0 });
  const incoming: Incoming = {
    ...{ invocation, stream, controller: controller!, queue: [], next: 0, wanted: false },
    ...{ owed: chunkWindow, asked: false, end: undefined, onSettled },
  };
  apply(mapSet, open, [keyOf(invocation, stream), incoming]);
  return readable;
}

export function chunkArrived(invocation: InvocationId, stream: StreamId, chunk: ArrayBuffer): void {
  const incoming = find(invocation, stream);
  if (incoming === undefined) return;
  incoming.queue[incoming.queue.length] = new Uint8Array(chunk);
  if (incoming.wanted) serve(incoming);
}

/** The sender is done; with an `error` the stream fails once what came before has been read. */
export function bodyEnded(invocation: InvocationId, stream: StreamId, error: string | undefined): void {
  const incoming = find(invocation, stream);
  if (incoming === undefined) return;
  incoming.end = { error };
  finishIfDrained(incoming);
}

/** Ends a body from this side: its reader gets `reason`, and the sender is told to stop. */
export function failBody(invocation: InvocationId, stream: StreamId, reason: unknown): void {
  const incoming = find(invocation, stream);
  if (incoming === undefined) return;
  settle(incoming);
  platform.host.cancelBody(invocation, stream);
  apply(fail, incoming.controller, [reason]);
}

/** Drops what an invocation left unread. */
export function forgetBodies(invocation: InvocationId): void {
  const drop = (incoming: Incoming, key: number) => {
    if (incoming.invocation === invocation) apply(mapDelete, open, [key]);
  };
  apply(mapForEach, open, [drop]);
}

function serve(incoming: Incoming): void {
  incoming.wanted = incoming.next === incoming.queue.length;
  if (!incoming.wanted) {
    const chunk = incoming.queue[incoming.next++]!;
    incoming.owed++;
    if (incoming.next === incoming.queue.length) {
      incoming.queue = [];
      incoming.next = 0;
    }
    apply(enqueue, incoming.controller, [chunk]);
    finishIfDrained(incoming);
  }
  if (incoming.end === undefined) ask(incoming);
}

/** In batches: telling of each chunk costs as much as the chunk. */
function ask(incoming: Incoming): void {
  if (incoming.asked && incoming.owed < chunkWindow / 2) return;
  const { invocation, stream, owed } = incoming;
  incoming.asked = true;
  incoming.owed = 0;
  platform.host.pull(invocation, stream, owed);
}

function finishIfDrained(incoming: Incoming): void {
  const { end, controller, queue } = incoming;
  if (end === undefined || queue.length > 0 || find(incoming.invocation, incoming.stream) !== incoming) return;
  settle(incoming);
  if (end.error !== undefined) {
    apply(fail, controller, [new TypeError(end.error)]);
    return;
  }
  apply(close, controller, []);
  controller.byobRequest?.respond(0);
}

function settle(incoming: Incoming): void {
  apply(mapDelete, open, [keyOf(incoming.invocation, incoming.stream)]);
  incoming.queue = [];
  incoming.onSettled();
}
