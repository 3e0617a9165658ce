import { maxChunkBytes, type BodyMessage, type InvocationId, type StreamId } from '../../protocol/messages.ts';
import type { BodySource } from './body-source.ts';

export interface BodyPumpParts {
  invocation: InvocationId;
  stream: StreamId;
  source: BodySource;
  send(message: BodyMessage): void;
  /** What the reader is told when the source breaks; null to tell it nothing. */
  explain(error: unknown): string | null;
}

/** Takes a body into a sandbox, one piece for each that its reader there has asked for. */
export class BodyPump {
  readonly #parts: BodyPumpParts;
  #credit = 0;
  #stopped = false;
  #onCredit: (() => void) | null = null;

  constructor(parts: BodyPumpParts) {
    this.#parts = parts;
  }

  /** Resolves when all was sent, the source broke, or nobody wanted more. Never rejects. */
  async run(): Promise<void> {
    const { invocation, stream, source, send, explain } = this.#parts;
    const end = (error: string | null): void => send({ type: 'bodyEnd', invocation, stream, error });
    try {
      while (await this.#hasCredit()) {
        const chunk = await source.read();
        if (this.#stopped) return;
        if (chunk === null) return end(null);
        await this.#sendPieces(chunk);
      }
    } catch (error) {
      const text = this.#stopped ? null : explain(error);
      if (text !== null) end(text);
    }
  }

  pull(count: number): void {
    this.#credit += count;
    this.#onCredit?.();
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#parts.source.cancel();
    this.#onCredit?.();
  }

  async #sendPieces(chunk: Uint8Array): Promise<void> {
    const { invocation, stream, send } = this.#parts;
    for (let start = 0; start < chunk.byteLength; start += maxChunkBytes) {
      if (!(await this.#hasCredit())) return;
      this.#credit -= 1;
      send({ type: 'chunk', invocation, stream, chunk: chunk.subarray(start, start + maxChunkBytes) });
    }
  }

  /** Waits for credit; false once nobody wants more. */
  async #hasCredit(): Promise<boolean> {
    while (this.#credit <= 0 && !this.#stopped) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#onCredit = resolve;
      await promise;
      this.#onCredit = null;
    }
    return !this.#stopped;
  }
}
