import * as library from 'buffer/index.js';

const { Buffer, INSPECT_MAX_BYTES, kMaxLength } = library as typeof library &
  Record<'INSPECT_MAX_BYTES' | 'kMaxLength', number>;

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Methods = Record<string, Method>;

/**
 * `base64url` came to Node.js after the library: it decodes it already under the name of base64, and is taught here to
 * encode it.
 */
const isUrlSafe = (value: unknown): boolean => typeof value === 'string' && value.toLowerCase() === 'base64url';

/** Makes a method take `base64url` for `base64` wherever it is given an encoding. */
function acceptUrlSafe(target: object, name: string, firstEncoding: number): void {
  const methods = target as Methods;
  const { [name]: original } = methods;
  const { [name]: replacement } = {
    [name](this: unknown, ...args: unknown[]): unknown {
      const known = args.map((arg, index) => (index >= firstEncoding && isUrlSafe(arg) ? 'base64' : arg));
      return Reflect.apply(original!, this, known);
    },
  };
  Object.defineProperty(target, name, { value: replacement, writable: true, configurable: true, enumerable: true });
}

const { toString } = Buffer.prototype as unknown as { toString: Method };
Object.assign(Buffer.prototype, {
  toString(this: unknown, encoding?: unknown, ...range: unknown[]): unknown {
    if (!isUrlSafe(encoding)) return Reflect.apply(toString, this, [encoding, ...range]);
    const text = Reflect.apply(toString, this, ['base64', ...range]) as string;
    return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  },
});
for (const name of ['write', 'fill', 'indexOf', 'lastIndexOf', 'includes']) acceptUrlSafe(Buffer.prototype, name, 1);
for (const name of ['from', 'byteLength']) acceptUrlSafe(Buffer, name, 1);
acceptUrlSafe(Buffer, 'alloc', 2);
acceptUrlSafe(Buffer, 'isEncoding', 0);

const { Blob, File, atob, btoa } = globalThis;
const constants = { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: 536_870_888 };

const bytesOf = (input: ArrayBuffer | ArrayBufferView): Uint8Array =>
  ArrayBuffer.isView(input) ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength) : new Uint8Array(input);

function isUtf8(input: ArrayBuffer | ArrayBufferView): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(input));
    return true;
  } catch {
    return false;
  }
}

const isAscii = (input: ArrayBuffer | ArrayBufferView): boolean => bytesOf(input).every((byte) => byte < 128);

type Buffer = library.Buffer;

export { atob, Blob, btoa, Buffer, constants, File, INSPECT_MAX_BYTES, isAscii, isUtf8, kMaxLength };
export default { atob, Blob, btoa, Buffer, constants, File, INSPECT_MAX_BYTES, isAscii, isUtf8, kMaxLength };
