import { freeMemory } from '../../kit/free-memory.ts';
import type { CaptureMemory } from './capture-memory.ts';
import { bytesOf } from '../pool/invocation-sink.ts';

/** Most of one body that is kept. */
export const maxKeptBytes = 1_048_576;

/** The beginning of one body, remembered without copying it where it stays, and its whole length. */
export class BodyCapture {
  bytes = 0;
  keptBytes = 0;
  readonly #memory: CaptureMemory;
  /** Most bodies come whole: they need no list. */
  #first: Uint8Array | string | null = null;
  #rest: Uint8Array[] | null = null;
  /** What is remembered is nobody else's. */
  #isOwned = false;

  constructor(memory: CaptureMemory) {
    this.#memory = memory;
  }

  get isComplete(): boolean {
    return this.keptBytes === this.bytes;
  }

  /** A text comes whole, and is remembered as it is. */
  add(chunk: Uint8Array | string): void {
    this.#add(chunk, false);
  }

  /** Remembers a copy of bytes that will not stay. */
  addCopy(chunk: Uint8Array): void {
    this.#isOwned = true;
    this.#add(chunk, true);
  }

  #add(chunk: Uint8Array | string, mustCopy: boolean): void {
    const wasComplete = this.isComplete;
    const length = Buffer.byteLength(chunk);
    this.bytes += length;
    const room = Math.min(maxKeptBytes - this.keptBytes, this.#memory.roomFor(this.keptBytes));
    if (!wasComplete || room <= 0 || length === 0) return;
    // A part of a large chunk is copied, so that the rest of it can go.
    const kept = length <= room && !mustCopy ? chunk : new Uint8Array(bytesOf(chunk).subarray(0, room));
    const keptBytes = Math.min(length, room);
    this.keptBytes += keptBytes;
    this.#memory.take(keptBytes);
    if (this.#first === null) this.#first = kept;
    else (this.#rest ??= []).push(bytesOf(kept));
  }

  /** What was kept, in one piece, until it is released. */
  join(): Uint8Array {
    const first = bytesOf(this.#first ?? '');
    return this.#rest === null ? first : Buffer.concat([first, ...this.#rest]);
  }

  /** Lets the memory go. What was counted stays. */
  release(): void {
    if (this.#first !== null) this.#memory.release(this.keptBytes);
    if (this.#isOwned) for (const bytes of [bytesOf(this.#first ?? ''), ...(this.#rest ?? [])]) freeMemory(bytes);
    this.#first = null;
    this.#rest = null;
  }
}
