import { encodeHex } from './base64.ts';
import { blobBytes, blobOfBytes, concatBytes, isBlob, type Blob } from './blob.ts';
import { copyBytes, exactBuffer, isBufferSource } from './buffer-source.ts';
import { randomBytes } from './crypto-random.ts';
import { utf8Decode, utf8DecodeKeepingBom, utf8Encode } from './encoding.ts';
import { appendEntry, FormData, isFormData } from './form-data.ts';
import { extractMimeType, mimeEssence, serializeMimeType } from './mime-type.ts';
import { encodeMultipart, parseMultipart } from './multipart.ts';
import { bytesSlice, jsonParse, toWellFormed } from './primordials.ts';
import {
  createStreamReader,
  isDisturbed,
  isLocked,
  isReadableStream,
  type ReadableStream,
  streamOfBytes,
} from './streams.ts';
import { teeStream } from './tee-stream.ts';
import { searchParamsText, URLSearchParams } from './url.ts';
import { toUSVString } from './webidl.ts';

/** https://fetch.spec.whatwg.org/#bodies. A body that is known whole becomes a stream only when somebody asks. */
export interface Body {
  /** Where the bytes still are outside the isolate; then `source` gets them when it is first read. */
  readonly outside?: OutsideBody;
  /** Null once it was used, or when the body came as a stream. Bytes are never written to. */
  source: Uint8Array<ArrayBuffer> | string | null;
  stream: ReadableStream | null;
  /** Read through one of the body methods without a stream. */
  consumed: boolean;
}

/** A body that is fetched into the isolate when it is asked for, in the form it is asked for in. */
export interface OutsideBody {
  bytes(): Uint8Array<ArrayBuffer>;
  /** UTF-8 decoded. */
  text(): string;
}

export function bodyToFetch(outside: OutsideBody): Body {
  let source: Body['source'] | undefined;
  return {
    outside,
    get source() {
      return source === undefined ? (source = outside.bytes()) : source;
    },
    set source(value) {
      source = value;
    },
    stream: null,
    consumed: false,
  };
}

/** The text of a body nothing has been done with yet, taken without its bytes. */
function takeOutsideText(body: Body | null): string | undefined {
  if (body?.outside === undefined || body.consumed || body.stream !== null) return undefined;
  const text = body.outside.text();
  body.consumed = true;
  body.source = null;
  return text;
}

export const bodyOf = (source: Uint8Array<ArrayBuffer> | string): Body => ({ source, stream: null, consumed: false });
export const bodyOfStream = (stream: ReadableStream): Body => ({ source: null, stream, consumed: false });

export const isBodyUsed = (body: Body | null): boolean =>
  body !== null && (body.consumed || (body.stream !== null && isDisturbed(body.stream)));

/** https://fetch.spec.whatwg.org/#body-unusable */
export const isUnusable = (body: Body | null): boolean =>
  body !== null && (isBodyUsed(body) || (body.stream !== null && isLocked(body.stream)));

const sourceBytes = (source: Uint8Array<ArrayBuffer> | string): Uint8Array<ArrayBuffer> =>
  typeof source === 'string' ? utf8Encode(source) : source;

/** What the `body` attribute gives. */
export function bodyStream(body: Body | null): ReadableStream | null {
  if (body === null) return null;
  if (body.stream === null) {
    body.stream = streamOfBytes(body.source === null ? new Uint8Array(0) : sourceBytes(body.source));
    if (body.consumed) {
      const reader = createStreamReader(body.stream);
      reader.cancel(undefined);
    }
    body.source = null;
  }
  return body.stream;
}

/** https://fetch.spec.whatwg.org/#concept-bodyinit-extract. Throws a TypeError for a stream that is in use. */
export function extractBody(init: unknown): { body: Body; type: string | null } {
  if (typeof init === 'string') return { body: bodyOf(toWellFormed(init)), type: 'text/plain;charset=UTF-8' };
  if (isReadableStream(init)) {
    if (isDisturbed(init) || isLocked(init)) throw new TypeError('The stream is locked or has been read from');
    return { body: bodyOfStream(init), type: null };
  }
  if (isBlob(init)) return { body: bodyOf(blobBytes(init)), type: init.type === '' ? null : init.type };
  if (isBufferSource(init)) return { body: bodyOf(copyBytes(init)), type: null };
  if (isFormData(init)) {
    const boundary = `----formdata-${encodeHex(randomBytes(16))}`;
    return { body: bodyOf(encodeMultipart(init, boundary)), type: `multipart/form-data; boundary=${boundary}` };
  }
  const params = searchParamsText(init);
  if (params !== null) return { body: bodyOf(params), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
  return { body: bodyOf(toUSVString(init)), type: 'text/plain;charset=UTF-8' };
}

/** Both halves can be read; `body` itself keeps the first. */
export function cloneBody(body: Body): Body {
  if (body.source !== null) return bodyOf(body.source);
  const [first, second] = teeStream(bodyStream(body)!);
  body.stream = first;
  return bodyOfStream(second);
}

const unusable = () => new TypeError('The body is locked or has already been read');
const reject = Promise.reject.bind(Promise);

/** Reads a whole body once. Rejects with a TypeError when it is unusable or gives chunks that are not bytes. */
export function consumeBody<Result>(
  body: Body | null,
  convert: (bytes: Uint8Array<ArrayBuffer>) => Result,
): Promise<Result> {
  if (body === null) return settle(() => convert(new Uint8Array(0)));
  if (isUnusable(body)) return reject(unusable());
  const { source } = body;
  if (source !== null) {
    body.consumed = true;
    body.source = null;
    return settle(() => convert(typeof source === 'string' ? utf8Encode(source) : source));
  }
  return new Promise((resolve, fail) => {
    readAll(bodyStream(body)!, (bytes) => resolve(convert(bytes)), fail);
  });
}

function settle<Result>(run: () => Result): Promise<Result> {
  return new Promise((resolve) => resolve(run()));
}

/** https://streams.spec.whatwg.org/#readablestreamdefaultreader-read-all-bytes */
export function readAll(
  stream: ReadableStream,
  onBytes: (bytes: Uint8Array<ArrayBuffer>) => void,
  onError: (reason: unknown) => void,
): void {
  const reader = createStreamReader(stream);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const finish = () => {
    try {
      onBytes(concatBytes(chunks));
    } catch (error) {
      onError(error);
    }
  };
  const next = () =>
    reader.read({
      chunk(chunk) {
        if (!isUint8Array(chunk)) {
          onError(new TypeError('The body stream gave a chunk that is not a Uint8Array'));
          return;
        }
        chunks[chunks.length] = chunk;
        next();
      },
      close: finish,
      error: onError,
    });
  next();
}

export const isUint8Array = (value: unknown): value is Uint8Array<ArrayBuffer> =>
  ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Uint8Array]';

export const consumeArrayBuffer = (body: Body | null): Promise<ArrayBuffer> =>
  consumeBody(body, (bytes) => exactBuffer(bytesSlice(bytes)));
export const consumeBytes = (body: Body | null): Promise<Uint8Array> => consumeBody(body, (bytes) => bytesSlice(bytes));
export const consumeJson = (body: Body | null): Promise<unknown> => {
  const text = takeOutsideText(body);
  if (text !== undefined) return settle(() => jsonParse(text) as unknown);
  return consumeBody(body, (bytes) => jsonParse(utf8Decode(bytes)) as unknown);
};

export function consumeText(body: Body | null): Promise<string> {
  const outside = takeOutsideText(body);
  if (outside !== undefined) return settle(() => outside);
  const isWhole = body !== null && typeof body.source === 'string' && !body.consumed;
  if (!isWhole) return consumeBody(body, utf8Decode);
  const text = body.source as string;
  body.consumed = true;
  body.source = null;
  return settle(() => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text));
}

export function consumeBlob(body: Body | null, contentType: string | null): Promise<Blob> {
  const mime = extractMimeType(contentType);
  return consumeBody(body, (bytes) => blobOfBytes(bytes, mime === null ? '' : serializeMimeType(mime)));
}

/** Rejects with a TypeError when the content type is no form's or the bytes do not parse. */
export function consumeFormData(body: Body | null, contentType: string | null): Promise<FormData> {
  return consumeBody(body, (bytes) => {
    const mime = extractMimeType(contentType);
    const essence = mime === null ? '' : mimeEssence(mime);
    if (essence === 'multipart/form-data') {
      const boundary = mime!.parameters.get('boundary');
      const data = boundary === undefined ? null : parseMultipart(bytes, boundary);
      if (data === null) throw new TypeError('The body is not well-formed multipart/form-data');
      return data;
    }
    if (essence === 'application/x-www-form-urlencoded') return parseUrlEncoded(utf8DecodeKeepingBom(bytes));
    throw new TypeError('The body is not form data: its Content-Type is neither multipart nor urlencoded');
  });
}

function parseUrlEncoded(text: string): FormData {
  const data = new FormData();
  // A first '?' is part of a name here, but URLSearchParams drops it from the front of a string.
  const params = new URLSearchParams(text.startsWith('?') ? `&${text}` : text) as Iterable<[string, string]>;
  for (const [name, value] of params) appendEntry(data, name, value);
  return data;
}
