/** Most of one body that is kept. */
export const maxKeptBytes = 1_048_576;

/** What bodies under way may take together in memory; past it bodies are cut short, never a call left out. */
export interface CaptureMemory {
  usedBytes: number;
  readonly maxBytes: number;
}

/** The beginning of one body, remembered without copying it, and its whole length. */
export class BodyCapture {
  bytes = 0;
  keptBytes = 0;
  readonly #memory: CaptureMemory;
  /** Most bodies come whole: they need no list. */
  #first: Uint8Array | null = null;
  #rest: Uint8Array[] | null = null;

  constructor(memory: CaptureMemory) {
    this.#memory = memory;
  }

  get isComplete(): boolean {
    return this.keptBytes === this.bytes;
  }

  add(chunk: Uint8Array): void {
    const wasComplete = this.isComplete;
    this.bytes += chunk.byteLength;
    const room = Math.min(maxKeptBytes - this.keptBytes, this.#memory.maxBytes - this.#memory.usedBytes);
    if (!wasComplete || room <= 0 || chunk.byteLength === 0) return;
    // A part of a large chunk is copied, so that the rest of it can go.
    const kept = chunk.byteLength <= room ? chunk : chunk.slice(0, room);
    this.keptBytes += kept.byteLength;
    this.#memory.usedBytes += kept.byteLength;
    if (this.#first === null) this.#first = kept;
    else (this.#rest ??= []).push(kept);
  }

  /** What was kept, in one piece. */
  join(): Uint8Array {
    const first = this.#first ?? new Uint8Array();
    return this.#rest === null ? first : Buffer.concat([first, ...this.#rest]);
  }

  /** Lets the memory go. What was counted stays. */
  release(): void {
    this.#memory.usedBytes -= this.#first === null ? 0 : this.keptBytes;
    this.#first = null;
    this.#rest = null;
  }
}
