import { decodeUtf8 } from '../../kit/decode-utf8.ts';

/** A body as JSON can carry it: text where the bytes are valid UTF-8, base64 otherwise. Of a beginning, see `decodeUtf8`. */
export function encodeBody(
  bytes: Uint8Array,
  part: { isBeginning?: boolean } = {},
): { text: string; encoding: 'utf8' | 'base64' } {
  const text = decodeUtf8(bytes, part);
  if (text !== undefined) return { text, encoding: 'utf8' };
  return { text: Buffer.from(bytes).toString('base64'), encoding: 'base64' };
}
