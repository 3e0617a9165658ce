import { chunkWindow, maxChunkBytes } from '../../protocol/messages.ts';
import type { InvocationId, StreamId } from '../door.ts';
import { platform } from './platform.ts';
import { apply, bytesSlice, typedArrayBuffer, typedArrayByteLength } from './primordials.ts';
import { createStreamReader, type ReadableStream, type StreamReader } from './streams.ts';

/** Bodies on their way out, piece by piece, never further ahead of their readers than the window. */
interface Outgoing {
  readonly invocation: InvocationId;
  readonly reader: StreamReader;
  /** Chunks that may be sent before the reader has taken more. */
  credit: number;
  stopped: boolean;
  /** Continues after the credit ran out. */
  resume: (() => void) | undefined;
}

const open = new Map<number, Outgoing>();
const { get: mapGet, set: mapSet, delete: mapDelete, forEach: mapForEach } = Map.prototype;
const keyOf = (invocation: InvocationId, stream: StreamId): number => (stream === 0 ? -invocation : stream);
const find = (invocation: InvocationId, stream: StreamId) =>
  apply(mapGet, open, [keyOf(invocation, stream)]) as Outgoing | undefined;

/**
 * Sends a stream to its end, or until nobody reads it any more. `toBytes` checks each chunk; what it throws cancels
 * the stream and rejects, as does the stream's own failure: then the caller has to tell the reader.
 */
export async function sendBody(
  invocation: InvocationId,
  stream: StreamId,
  body: ReadableStream,
  toBytes: (chunk: unknown) => Uint8Array,
): Promise<void> {
  const reader = createStreamReader(body);
  const outgoing: Outgoing = { invocation, reader, credit: chunkWindow, stopped: false, resume: undefined };
  const key = keyOf(invocation, stream);
  apply(mapSet, open, [key, outgoing]);
  try {
    for (;;) {
      const { chunk, done } = await nextChunk(reader);
      if (outgoing.stopped) return;
      if (done) break;
      await sendChunk(outgoing, stream, checked(reader, chunk, toBytes));
    }
    platform.host.bodyEnd(invocation, stream, undefined);
  } finally {
    apply(mapDelete, open, [key]);
  }
}

/** The reader has room for `count` more chunks. */
export function grantCredit(invocation: InvocationId, stream: StreamId, count: number): void {
  const outgoing = find(invocation, stream);
  if (outgoing === undefined) return;
  outgoing.credit += count;
  outgoing.resume?.();
}

/** Nobody reads the rest: the stream is cancelled, and its sending is over. */
export function stopBody(invocation: InvocationId, stream: StreamId, reason: unknown): void {
  const outgoing = find(invocation, stream);
  if (outgoing === undefined) return;
  apply(mapDelete, open, [keyOf(invocation, stream)]);
  outgoing.stopped = true;
  outgoing.reader.cancel(reason);
  outgoing.resume?.();
}

/** Drops what an invocation was still sending. */
export function forgetSending(invocation: InvocationId): void {
  const drop = (outgoing: Outgoing, key: number) => {
    if (outgoing.invocation !== invocation) return;
    apply(mapDelete, open, [key]);
    outgoing.stopped = true;
  };
  apply(mapForEach, open, [drop]);
}

async function sendChunk(outgoing: Outgoing, stream: StreamId, bytes: Uint8Array): Promise<void> {
  const length = typedArrayByteLength(bytes);
  for (let start = 0; start < length; start += maxChunkBytes) {
    if (outgoing.credit <= 0) await moreCredit(outgoing);
    if (outgoing.stopped) return;
    outgoing.credit--;
    const piece = bytesSlice(bytes, start, start + maxChunkBytes);
    platform.host.chunk(outgoing.invocation, stream, typedArrayBuffer(piece) as ArrayBuffer);
  }
}

function checked(reader: StreamReader, chunk: unknown, toBytes: (chunk: unknown) => Uint8Array): Uint8Array {
  try {
    return toBytes(chunk);
  } catch (error) {
    reader.cancel(error);
    throw error;
  }
}

interface Next {
  chunk: unknown;
  done: boolean;
}

/** Without a prototype: a chunk, or `Object.prototype`, with a `then` must not be taken for a promise. */
function nextChunk(reader: StreamReader): Promise<Next> {
  return new Promise((resolve, reject) => {
    reader.read({
      chunk: (chunk) => resolve({ __proto__: null, chunk, done: false } as unknown as Next),
      close: () => resolve({ __proto__: null, chunk: undefined, done: true } as unknown as Next),
      error: reject,
    });
  });
}

function moreCredit(outgoing: Outgoing): Promise<void> {
  return new Promise((resolve) => {
    outgoing.resume = () => {
      outgoing.resume = undefined;
      resolve();
    };
  });
}
