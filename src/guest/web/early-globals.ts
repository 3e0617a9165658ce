import { TextDecoder, TextEncoder } from './encoding.ts';

/**
 * What the bundled libraries look up while they load. SharedArrayBuffer is missing while a snapshot is made; they
 * only want a getter of it, which must fail for everything; `removeEarlyGlobals` takes the stand-in away again.
 */
const scope = globalThis as unknown as Record<string, unknown>;
const isStandIn = scope['SharedArrayBuffer'] === undefined;

if (isStandIn) {
  class SharedArrayBufferStandIn {
    readonly #slot: boolean = false;
    get byteLength(): boolean {
      return this.#slot;
    }
    get growable(): boolean {
      return this.#slot;
    }
  }
  scope['SharedArrayBuffer'] = SharedArrayBufferStandIn;
}
scope['TextEncoder'] = TextEncoder;
scope['TextDecoder'] = TextDecoder;

export function removeEarlyGlobals(): void {
  if (isStandIn) delete scope['SharedArrayBuffer'];
  delete scope['TextEncoder'];
  delete scope['TextDecoder'];
}
