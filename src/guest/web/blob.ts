import { copyBytes, exactBuffer, isBufferSource } from './buffer-source.ts';
import { utf8Decode, utf8Encode } from './encoding.ts';
import { bytesSlice, regExpTest, setBytes, subarray, toLowerCase } from './primordials.ts';
import { type ReadableStream, streamOfBytes } from './streams.ts';
import {
  requireArguments,
  shapeInterface,
  toClampedLong,
  toDictionary,
  toDOMString,
  toEnum,
  toSequence,
  toUSVString,
} from './webidl.ts';

/** https://w3c.github.io/FileAPI/#blob-section */

interface BlobState {
  /** Never written to once a blob has it: slices share it. */
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
}

let readState: (blob: Blob) => BlobState;
let hasState: (value: object) => boolean;

/** Marks the arguments of the platform's own call: bytes and type are taken as they are. */
const ofBytes = Symbol('of bytes');

export class Blob {
  readonly #state: BlobState;

  static {
    readState = (blob) => blob.#state;
    hasState = (value) => #state in value;
  }

  constructor(parts: unknown = undefined, options: unknown = undefined) {
    if (options === ofBytes) {
      this.#state = parts as BlobState;
      return;
    }
    const list = parts === undefined ? [] : toSequence(parts, 'Blob parts', toPart);
    const { endings, type } = toDictionary(options, 'Blob options');
    const lineEndings = endings === undefined ? 'transparent' : toEnum(endings, endingValues, 'Blob endings');
    const mime = type === undefined ? '' : normalizeType(toDOMString(type));
    this.#state = { bytes: joinParts(list, lineEndings === 'native'), type: mime };
  }

  get size(): number {
    return this.#state.bytes.byteLength;
  }
  get type(): string {
    return this.#state.type;
  }
  slice(start: unknown = undefined, end: unknown = undefined, contentType: unknown = undefined): Blob {
    const { bytes } = this.#state;
    const size = bytes.byteLength;
    const from = start === undefined ? 0 : clampIndex(toClampedLong(start), size);
    const to = end === undefined ? size : clampIndex(toClampedLong(end), size);
    const type = contentType === undefined ? '' : normalizeType(toDOMString(contentType));
    return blobOfBytes(subarray(bytes, from, to < from ? from : to), type);
  }
  stream(): ReadableStream<Uint8Array> {
    return streamOfBytes(this.#state.bytes);
  }
  async text(): Promise<string> {
    return utf8Decode(this.#state.bytes);
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    return exactBuffer(bytesSlice(this.#state.bytes));
  }
  async bytes(): Promise<Uint8Array> {
    return bytesSlice(this.#state.bytes);
  }
}
shapeInterface(Blob, 'Blob');

const endingValues = ['transparent', 'native'] as const;
const typePattern = /^[\x20-\x7e]*$/;

const clampIndex = (index: number, size: number): number =>
  index < 0 ? (size + index < 0 ? 0 : size + index) : index > size ? size : index;

const normalizeType = (type: string): string => (regExpTest(typePattern, type) ? toLowerCase(type) : '');

function toPart(part: unknown): Uint8Array<ArrayBuffer> | string {
  if (isBlob(part)) return readState(part).bytes;
  if (isBufferSource(part)) return copyBytes(part);
  return toUSVString(part);
}

function joinParts(parts: (Uint8Array<ArrayBuffer> | string)[], nativeEndings: boolean): Uint8Array<ArrayBuffer> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index]!;
    if (typeof part !== 'string') chunks[index] = part;
    else chunks[index] = utf8Encode(nativeEndings ? part.replace(/\r\n?|\n/g, '\n') : part);
  }
  return concatBytes(chunks);
}

export function concatBytes(chunks: ArrayLike<Uint8Array<ArrayBuffer>>): Uint8Array<ArrayBuffer> {
  if (chunks.length === 1) return chunks[0]!;
  let size = 0;
  for (let index = 0; index < chunks.length; index++) size += chunks[index]!.byteLength;
  const joined = new Uint8Array(size);
  let at = 0;
  for (let index = 0; index < chunks.length; index++) {
    setBytes(joined, chunks[index]!, at);
    at += chunks[index]!.byteLength;
  }
  return joined;
}

/** https://w3c.github.io/FileAPI/#file-section */
export class File extends Blob {
  readonly #name: string;
  readonly #lastModified: number;

  constructor(parts: unknown, name: unknown, options: unknown = undefined) {
    requireArguments(arguments.length, 2, 'File constructor');
    super(options === ofBytes ? parts : toSequence(parts, 'File parts', (part) => part), options);
    this.#name = toUSVString(name);
    const lastModified = options === ofBytes ? undefined : toDictionary(options, 'File options').lastModified;
    this.#lastModified = lastModified === undefined ? Date.now() : Math.trunc(Number(lastModified)) || 0;
  }

  get name(): string {
    return this.#name;
  }
  get lastModified(): number {
    return this.#lastModified;
  }

  static isFile(value: object): value is File {
    return #name in value;
  }
}
const { isFile: isFileObject } = File;
delete (File as { isFile?: unknown }).isFile;
shapeInterface(File, 'File');

export const isBlob = (value: unknown): value is Blob => typeof value === 'object' && value !== null && hasState(value);
export const isFile = (value: unknown): value is File =>
  typeof value === 'object' && value !== null && isFileObject(value);
export const blobOfBytes = (bytes: Uint8Array<ArrayBuffer>, type: string): Blob =>
  new Blob({ bytes, type } satisfies BlobState, ofBytes);
export const fileOfBytes = (bytes: Uint8Array<ArrayBuffer>, name: string, type: string): File =>
  new File({ bytes, type } satisfies BlobState, name, ofBytes);
/** Shared with the blob: not to be written to. */
export const blobBytes = (blob: Blob): Uint8Array<ArrayBuffer> => readState(blob).bytes;
