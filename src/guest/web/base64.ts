import { domException } from './dom-exception.ts';
import { whenBound } from './platform.ts';
import { apply, charCodeAt } from './primordials.ts';
import { requireArguments, toDOMString } from './webidl.ts';

/** https://html.spec.whatwg.org/#atob, over the engine's own base64. */

let fromBase64: (text: string, options: { lastChunkHandling: 'loose' }) => Uint8Array<ArrayBuffer>;
let toBase64: () => string;
let toHex: () => string;
whenBound(() => {
  fromBase64 = Uint8Array.fromBase64.bind(Uint8Array) as typeof fromBase64;
  ({ toBase64, toHex } = Uint8Array.prototype);
});
const { fromCharCode } = String;
const maxArguments = 8192;

/** A string of one character a byte. */
export function bytesToBinary(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += maxArguments) {
    const end = at + maxArguments < bytes.length ? at + maxArguments : bytes.length;
    text += apply(fromCharCode, undefined, new Uint8Array(bytes.buffer, bytes.byteOffset + at, end - at) as never);
  }
  return text;
}

/** The bytes of a string whose characters are all below U+0100; null otherwise. */
export function binaryToBytes(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = charCodeAt(text, index);
    if (code > 0xff) return null;
    bytes[index] = code;
  }
  return bytes;
}

/** Forgiving base64 decode (https://infra.spec.whatwg.org/#forgiving-base64-decode); null when it fails. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return fromBase64(text, { lastChunkHandling: 'loose' });
  } catch {
    return null;
  }
}

export const encodeHex = (bytes: Uint8Array): string => apply(toHex, bytes, []) as string;
export const encodeBase64 = (bytes: Uint8Array): string => apply(toBase64, bytes, []) as string;

/** Methods, as an operation of Web IDL is no constructor. */
export const { btoa, atob } = {
  btoa(data: unknown): string {
    requireArguments(arguments.length, 1, 'btoa');
    const bytes = binaryToBytes(toDOMString(data));
    if (bytes === null) throw domException('The string contains characters above U+00FF', 'InvalidCharacterError');
    return encodeBase64(bytes);
  },
  atob(data: unknown): string {
    requireArguments(arguments.length, 1, 'atob');
    const bytes = decodeBase64(toDOMString(data));
    if (bytes === null) throw domException('The string is not correctly base64 encoded', 'InvalidCharacterError');
    return bytesToBinary(bytes);
  },
};
