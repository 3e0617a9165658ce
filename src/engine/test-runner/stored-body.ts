import type { StoredBody } from '../../contract/exchange.ts';
import { decodeUtf8 } from '../../kit/decode-utf8.ts';
import { isJsonEqual, parseJsonText } from '../../testing/json-values.ts';

/** The bytes of a body that is kept in a file. */
export function bytesOf(body: StoredBody | undefined): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if ('json' in body) return Buffer.from(JSON.stringify(body.json));
  return 'text' in body ? Buffer.from(body.text) : Buffer.from(body.base64, 'base64');
}

/** A body as people like to read it in a file; `mask` hides what may not be written there. */
export function storedBody(bytes: Uint8Array, mask: (text: string) => string): StoredBody | undefined {
  if (bytes.byteLength === 0) return undefined;
  const text = decodeUtf8(bytes);
  if (text === undefined) return { base64: Buffer.from(bytes).toString('base64') };
  const masked = mask(text);
  const json = parseJsonText(masked);
  return typeof json === 'object' && json !== null ? { json } : { text: masked };
}

/** The content type a kept body stands for when its headers name none. */
export function contentTypeOf(body: StoredBody): string {
  if ('json' in body) return 'application/json';
  return 'text' in body ? 'text/plain;charset=UTF-8' : 'application/octet-stream';
}

/** Whether `bytes`, as they are written to files, are the kept body; JSON may be spelt in any way. */
export function isSameBody(kept: StoredBody, bytes: Uint8Array, mask: (text: string) => string): boolean {
  const now = storedBody(bytes, mask);
  if ('json' in kept) return now !== undefined && 'json' in now && isJsonEqual(kept.json, now.json);
  if ('text' in kept) return mask(decodeUtf8(bytes) ?? '') === kept.text;
  return Buffer.from(bytes).equals(bytesOf(kept));
}
