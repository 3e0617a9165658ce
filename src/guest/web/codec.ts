import { type LocalAnswer, type Outcome, runLocally } from './local-operation.ts';
import { subarray } from './primordials.ts';

export const formats = ['deflate', 'deflate-raw', 'gzip', 'brotli'] as const;
export type Format = (typeof formats)[number];

/** What a codec's owner hears while a step runs. */
export interface StepEvents {
  /** A piece of output; never empty. */
  piece(bytes: Uint8Array): void;
  /** There is more: called back when there is room for it. */
  whenRoom(go: () => void): void;
  done(): void;
  failed(error: unknown): void;
}

/** A compression or decompression that the sandbox does, one step at a time. */
export interface Codec {
  write(bytes: Uint8Array, events: StepEvents): void;
  end(events: StepEvents): void;
  /** Gives it up. Nothing is heard of a step that is under way. */
  close(): void;
}

/** A larger chunk goes in pieces, between which there must be room for output. */
const maxPieceBytes = 262_144;
let lastCodec = 0;

export function createCodec(format: Format, decompress: boolean): Codec {
  const codec = ++lastCodec;
  let begun = false;
  let closed = false;

  function send(step: 'write' | 'end' | 'more', bytes: Uint8Array, events: StepEvents): void {
    const first = !begun;
    begun = true;
    const outcome: Outcome = {
      done: (answer) => {
        if (!closed) take(answer, events);
      },
      failed(error) {
        if (closed) return;
        closed = true;
        events.failed(error);
      },
    };
    runLocally({ name: 'zlib', codec, step, first, format, decompress, bytes }, outcome);
  }

  function take(answer: LocalAnswer, events: StepEvents): void {
    const bytes = answer.bytes(answer.get('bytes'));
    if (bytes.byteLength > 0) events.piece(bytes);
    if (answer.get('more') === true) events.whenRoom(() => send('more', nothing, events));
    else events.done();
  }

  function writeFrom(bytes: Uint8Array, at: number, events: StepEvents): void {
    const next = at + maxPieceBytes;
    const done = (): void => events.whenRoom(() => writeFrom(bytes, next, events));
    send('write', subarray(bytes, at, next), next < bytes.length ? { ...events, done } : events);
  }

  return {
    write: (bytes, events) => writeFrom(bytes, 0, events),
    end(events) {
      const done = (): void => {
        closed = true;
        events.done();
      };
      send('end', nothing, { ...events, done });
    },
    close() {
      if (begun && !closed) runLocally({ name: 'zlib', codec, step: 'close' }, unheard);
      closed = true;
    },
  };
}

const nothing = new Uint8Array(0);
const unheard: Outcome = { done: () => undefined, failed: () => undefined };
