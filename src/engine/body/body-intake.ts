import { chunkWindow } from '../../protocol/messages.ts';
import type { BodySource } from './body-source.ts';

/** What a sandbox is told about a body it sends. */
export interface BodySender {
  pull(count: number): unknown;
  cancel(): void;
}

/** A body that comes out of a sandbox, kept until its reader takes it; never more than the window. */
export class BodyIntake implements BodySource {
  readonly #sender: BodySender;
  #chunks: Uint8Array[] = [];
  #end: { error: string | null } | null = null;
  #onNews: (() => void) | null = null;

  constructor(sender: BodySender) {
    this.#sender = sender;
  }

  get isEmpty(): boolean {
    return this.#chunks.length === 0;
  }

  /** False when the sandbox sends more than it was given credit for. */
  push(chunk: Uint8Array): boolean {
    if (this.#end !== null) return true;
    if (this.#chunks.length >= chunkWindow) return false;
    this.#chunks.push(chunk);
    this.#onNews?.();
    return true;
  }

  /** No more will come; with an `error` the body broke off there. Later calls are ignored. */
  end(error: string | null): void {
    this.#end ??= { error };
    this.#onNews?.();
  }

  async read(): Promise<Uint8Array | null> {
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk !== undefined) {
        if (this.#end === null) this.#sender.pull(1);
        return chunk;
      }
      if (this.#end !== null) {
        if (this.#end.error === null) return null;
        throw new Error(this.#end.error);
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#onNews = resolve;
      await promise;
      this.#onNews = null;
    }
  }

  cancel(): void {
    this.#chunks = [];
    if (this.#end === null) this.#sender.cancel();
    this.end('nobody reads this body any more');
  }
}
