import { binaryToBytes, decodeBase64 } from './base64.ts';
import { utf8Encode } from './encoding.ts';
import { parseMimeType, serializeMimeType } from './mime-type.ts';

/** https://fetch.spec.whatwg.org/#data-url-processor; null when the URL is not valid. */
export function readDataUrl(url: string): { type: string; bytes: Uint8Array<ArrayBuffer> } | null {
  const hash = url.indexOf('#');
  const input = url.slice('data:'.length, hash < 0 ? undefined : hash);
  const comma = input.indexOf(',');
  if (comma < 0) return null;
  let mime = input.slice(0, comma).replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, '');
  let bytes: Uint8Array<ArrayBuffer> | null = percentDecode(input.slice(comma + 1));
  const base64 = /; *base64$/i.exec(mime);
  if (base64) {
    bytes = decodeBase64(latin1(bytes));
    if (bytes === null) return null;
    mime = mime.slice(0, base64.index);
  }
  if (mime.startsWith(';')) mime = `text/plain${mime}`;
  const parsed = parseMimeType(mime);
  return { type: parsed === null ? 'text/plain;charset=US-ASCII' : serializeMimeType(parsed), bytes };
}

const latin1 = (bytes: Uint8Array): string => {
  let text = '';
  for (let index = 0; index < bytes.length; index++) text += String.fromCharCode(bytes[index]!);
  return text;
};

/** https://url.spec.whatwg.org/#string-percent-decode */
function percentDecode(text: string): Uint8Array<ArrayBuffer> {
  const input = binaryToBytes(text) ?? utf8Encode(text);
  const output = new Uint8Array(input.length);
  let length = 0;
  for (let index = 0; index < input.length; index++) {
    const high = input[index] === 0x25 ? hexValue(input[index + 1]) : -1;
    const low = high < 0 ? -1 : hexValue(input[index + 2]);
    if (low < 0) output[length++] = input[index]!;
    else {
      output[length++] = high * 16 + low;
      index += 2;
    }
  }
  return output.slice(0, length);
}

function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
