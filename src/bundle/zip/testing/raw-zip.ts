import { crc32, deflateRawSync } from 'node:zlib';

/** An entry written as a hostile program would: each field may lie. */
export interface RawEntry {
  name: string | Buffer;
  content?: Buffer | string;
  /** Bytes as they lie in the zip, when they are not the content deflated. */
  packed?: Buffer;
  localName?: string;
  method?: number;
  flags?: number;
  crc?: number;
  uncompressedSize?: number;
  mode?: number;
  /** Where the central directory says it is. */
  offset?: number;
}

/** A zip, byte by byte. */
export function rawZip(entries: readonly RawEntry[], count = entries.length): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const { local, central } = writeEntry(entry, at);
    locals.push(local);
    centrals.push(central);
    at += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

function writeEntry(entry: RawEntry, at: number): { local: Buffer; central: Buffer } {
  const { method = 8, flags = 0x800, mode = 0o100_644, offset = at } = entry;
  const content = Buffer.from(entry.content ?? '');
  const packed = entry.packed ?? (method === 8 ? deflateRawSync(content) : content);
  const name = Buffer.from(entry.name);
  const localName = Buffer.from(entry.localName ?? name);
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(20, 0);
  shared.writeUInt16LE(flags, 2);
  shared.writeUInt16LE(method, 4);
  shared.writeUInt32LE(0x21 << 16, 6);
  shared.writeUInt32LE(entry.crc ?? crc32(content), 10);
  shared.writeUInt32LE(packed.length, 14);
  shared.writeUInt32LE(entry.uncompressedSize ?? content.length, 18);
  shared.writeUInt16LE(localName.length, 22);
  const local = Buffer.concat([uint32(0x0403_4b50), shared, localName, packed]);
  shared.writeUInt16LE(name.length, 22);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE((mode << 16) >>> 0, 6);
  rest.writeUInt32LE(offset, 10);
  const central = Buffer.concat([uint32(0x0201_4b50), Buffer.from([20, 3]), shared, rest, name]);
  return { local, central };
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
