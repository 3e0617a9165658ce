/**
 * A WebSocket is an operation whose two bodies are its two directions. Each body is a row of frames: a byte for the
 * kind, four for the length, the payload. Written for both sides of the door, so it calls nothing that a function may
 * have replaced.
 */
export const frameKinds = { text: 1, binary: 2, close: 8 } as const;
export type FrameKind = (typeof frameKinds)[keyof typeof frameKinds];

/** A longer message ends the connection with 1009. */
export const maxMessageBytes = 16 * 2 ** 20;

const headerBytes = 5;
const { apply } = Reflect;
const { set, subarray } = Uint8Array.prototype;
const Bytes = Uint8Array;

export function encodeFrame(kind: FrameKind, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const { length } = payload;
  const frame = new Bytes(headerBytes + length);
  frame[0] = kind;
  for (let index = 0; index < 4; index++) frame[1 + index] = (length >>> (24 - 8 * index)) & 255;
  apply(set, frame, [payload, headerBytes]);
  return frame;
}

/** What a close frame says. Without a code the function gave none, or none came. */
export interface CloseFrame {
  code: number;
  /** UTF-8. */
  reason: Uint8Array;
  /** To the function: whether both sides took leave of each other. */
  wasClean: boolean;
  /** To the function: whether an `error` comes first. */
  failed: boolean;
}

export function encodeClose({ code, reason, wasClean, failed }: CloseFrame): Uint8Array<ArrayBuffer> {
  const payload = new Bytes(3 + reason.length);
  payload[0] = code >> 8;
  payload[1] = code & 255;
  payload[2] = (wasClean ? 1 : 0) | (failed ? 2 : 0);
  apply(set, payload, [reason, 3]);
  return encodeFrame(frameKinds.close, payload);
}

export function decodeClose(payload: Uint8Array): CloseFrame {
  const flags = payload[2] ?? 0;
  const code = (payload[0] ?? 0) * 256 + (payload[1] ?? 0);
  const reason = apply(subarray, payload, [3]) as Uint8Array;
  return { code, reason, wasClean: (flags & 1) !== 0, failed: (flags & 2) !== 0 };
}

/** Puts frames together from the pieces a body comes in. */
export class FrameReader {
  readonly #onFrame: (kind: number, payload: Uint8Array<ArrayBuffer>) => void;
  readonly #header = new Bytes(headerBytes);
  #headerFilled = 0;
  #payload: Uint8Array<ArrayBuffer> | null = null;
  #filled = 0;

  constructor(onFrame: (kind: number, payload: Uint8Array<ArrayBuffer>) => void) {
    this.#onFrame = onFrame;
  }

  /** Throws a RangeError for a frame that is longer than any may be. */
  push(piece: Uint8Array): void {
    let at = 0;
    while (at < piece.length) {
      if (this.#payload === null) {
        this.#header[this.#headerFilled++] = piece[at++]!;
        if (this.#headerFilled === headerBytes) this.#begin();
      } else {
        const end = at + this.#payload.length - this.#filled;
        const part = apply(subarray, piece, [at, end]) as Uint8Array;
        apply(set, this.#payload, [part, this.#filled]);
        this.#filled += part.length;
        at += part.length;
      }
      if (this.#payload !== null && this.#filled === this.#payload.length) this.#complete(this.#payload);
    }
  }

  #begin(): void {
    let length = 0;
    for (let index = 1; index < headerBytes; index++) length = length * 256 + this.#header[index]!;
    if (length > maxMessageBytes + headerBytes) throw new RangeError('the frame is too long');
    this.#payload = new Bytes(length);
    this.#filled = 0;
  }

  #complete(payload: Uint8Array<ArrayBuffer>): void {
    this.#payload = null;
    this.#headerFilled = 0;
    this.#onFrame(this.#header[0]!, payload);
  }
}
