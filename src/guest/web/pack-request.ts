import { isView, jsonStringify, ownKeys, setBytes, typedArrayByteLength } from './primordials.ts';

// As they were before any function code: what a function puts in their place would see keys.
const { Uint8Array } = globalThis;

/**
 * Data with bytes in it, as the text and the one buffer that an operation carries. Key material comes through here:
 * so nothing is called that a function may have put in the place of a built-in, `toJSON` included.
 */
export type Packable = null | boolean | number | string | Uint8Array | readonly Packable[] | PackableRecord;
export interface PackableRecord {
  readonly [name: string]: Packable;
}

interface Parts {
  readonly list: Record<number, Uint8Array>;
  count: number;
  bytes: number;
}

/** In the text, bytes stand as `{ "at": start, "length": count }` of the buffer. */
export function packRequest(request: PackableRecord): { text: string; body: ArrayBuffer | undefined } {
  const parts: Parts = { list: Object.create(null) as Parts['list'], count: 0, bytes: 0 };
  const text = write(request, parts);
  if (parts.count === 0) return { text, body: undefined };
  const body = new Uint8Array(parts.bytes);
  let at = 0;
  for (let index = 0; index < parts.count; index++) {
    const part = parts.list[index]!;
    setBytes(body, part, at);
    at += typedArrayByteLength(part);
  }
  return { text, body: body.buffer };
}

const { isArray } = Array;

function write(value: Packable, parts: Parts): string {
  if (typeof value !== 'object' || value === null) return jsonStringify(value);
  if (isView(value)) return writeBytes(value, parts);
  return isArray(value) ? writeList(value as Packable[], parts) : writeRecord(value as PackableRecord, parts);
}

function writeBytes(bytes: Uint8Array, parts: Parts): string {
  const length = typedArrayByteLength(bytes);
  const text = `{"at":${parts.bytes},"length":${length}}`;
  parts.list[parts.count++] = bytes;
  parts.bytes += length;
  return text;
}

function writeList(list: readonly Packable[], parts: Parts): string {
  let text = '[';
  for (let index = 0; index < list.length; index++) text += `${index > 0 ? ',' : ''}${write(list[index]!, parts)}`;
  return `${text}]`;
}

function writeRecord(record: PackableRecord, parts: Parts): string {
  const names = ownKeys(record) as string[];
  let text = '{';
  for (let index = 0; index < names.length; index++) {
    const name = names[index]!;
    text += `${index > 0 ? ',' : ''}${jsonStringify(name)}:${write(record[name]!, parts)}`;
  }
  return `${text}}`;
}
