/**
 * The text that bytes are; undefined where they are no UTF-8. Strict, and a mark at the beginning stays: encoded again,
 * the text gives the same bytes. Of the beginning of something, a character that the cut went through is left out.
 */
export function decodeUtf8(bytes: Uint8Array, { isBeginning = false } = {}): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isBeginning });
  } catch {
    return undefined;
  }
}
