/** A body in pieces, read by one reader at its own pace. */
export interface BodySource {
  /** The next piece, null at the end. Rejects when the body breaks off. One call at a time. */
  read(): Promise<Uint8Array | null>;
  /** Nobody reads the rest; what it comes from is let go. */
  cancel(): void;
}

export function isBodySource(body: Uint8Array | BodySource | null): body is BodySource {
  return body !== null && 'read' in body;
}

/** The same body, counted; rejects with what `tooLarge` gives as soon as there are more than `maxBytes`. */
export function limitBody(source: BodySource, maxBytes: number, tooLarge: () => Error): BodySource {
  let bytes = 0;
  return {
    async read() {
      const chunk = await source.read();
      bytes += chunk?.byteLength ?? 0;
      if (bytes <= maxBytes) return chunk;
      source.cancel();
      throw tooLarge();
    },
    cancel: () => source.cancel(),
  };
}

/** The same body; `count` hears of each piece as it is read (of a whole one at once), `over` of its end. */
export function countBody(
  body: Uint8Array | BodySource | null,
  count: (bytes: number, piece: Uint8Array) => void,
  over: () => void = () => undefined,
): Uint8Array | BodySource | null {
  if (body === null) return null;
  if (!isBodySource(body)) {
    count(body.byteLength, body);
    return body;
  }
  return {
    async read() {
      const chunk = await body.read();
      if (chunk === null) over();
      else count(chunk.byteLength, chunk);
      return chunk;
    },
    cancel() {
      over();
      body.cancel();
    },
  };
}
