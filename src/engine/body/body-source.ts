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
