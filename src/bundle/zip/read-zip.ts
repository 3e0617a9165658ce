import { crc32 } from 'node:zlib';

import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';

import { NexoError } from '../../contract/errors.ts';
import type { BundleFile } from '../bundle-file.ts';
import { entryKey, entryNameProblem } from './entry-name.ts';

/** What a zip may hold at most. */
export interface ZipLimits {
  zipBytes: number;
  entries: number;
  totalBytes: number;
  /** How many times larger an entry may be than what it is packed into. */
  ratio: number;
}

const defaultLimits: ZipLimits = { zipBytes: 20_000_000, entries: 2_000, totalBytes: 50_000_000, ratio: 100 };
/** So small that a ratio says nothing. */
const smallBytes = 100_000;

/**
 * The files of a zip that nobody vouches for, in memory. All or nothing: everything is checked before anything is given,
 * and what an entry says of its size is not believed but counted. Rejects with INVALID_INPUT, the entry named.
 */
export async function readZip(bytes: Uint8Array, limits: Partial<ZipLimits> = {}): Promise<BundleFile[]> {
  const allowed = { ...defaultLimits, ...limits };
  if (bytes.byteLength > allowed.zipBytes) throw refused(`it is larger than ${megabytes(allowed.zipBytes)}`);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await open(buffer);
  try {
    const entries = await listEntries(zip, allowed);
    await checkPlaces(zip, entries, buffer);
    let budget = allowed.totalBytes;
    const files: BundleFile[] = [];
    for (const entry of entries) {
      const content = await readEntry(zip, entry, budget, allowed);
      budget -= content.byteLength;
      files.push({ path: entry.fileName, bytes: content });
    }
    return files;
  } finally {
    zip.close();
  }
}

async function open(buffer: Buffer): Promise<ZipFile> {
  try {
    return await fromBufferPromise(buffer, {
      lazyEntries: true,
      validateEntrySizes: true,
      strictFileNames: true,
    });
  } catch (error) {
    throw refused(`it is no zip (${messageOf(error)})`, error);
  }
}

/** Every entry but folders, none of which are of interest. */
async function listEntries(zip: ZipFile, { entries: maxEntries }: ZipLimits): Promise<Entry[]> {
  const entries: Entry[] = [];
  const seen = new Set<string>();
  try {
    if (zip.entryCount > maxEntries) throw refused(`it has more than ${maxEntries} files`);
    for await (const entry of zip.eachEntry()) {
      const folder = entry.fileName.endsWith('/') && entry.uncompressedSize === 0;
      const name = folder ? entry.fileName.slice(0, -1) : entry.fileName;
      checkEntry(entry, name, folder);
      const key = entryKey(name);
      if (seen.has(key)) throw refusedEntry(name, 'another file has the same name');
      seen.add(key);
      if (!folder) entries.push(entry);
    }
  } catch (error) {
    throw error instanceof NexoError ? error : refused(messageOf(error), error);
  }
  const folders = new Set([...seen].flatMap(parentsOf));
  const both = entries.find(({ fileName }) => folders.has(entryKey(fileName)));
  if (both !== undefined) throw refusedEntry(both.fileName, 'it is a file and a folder');
  return entries;
}

function checkEntry(entry: Entry, name: string, folder: boolean): void {
  const problem = entryNameProblem(name);
  if (problem !== undefined) throw refusedEntry(name, problem);
  if ((entry.generalPurposeBitFlag & 0x2041) !== 0) throw refusedEntry(name, 'it is encrypted');
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    throw refusedEntry(name, 'it is packed in a way that is not accepted');
  }
  // What kind of file it is, where a Unix has written it.
  const kind = (entry.externalFileAttributes >>> 16) & 0o170_000;
  const expected = folder ? 0o040_000 : 0o100_000;
  if (kind !== 0 && kind !== expected) throw refusedEntry(name, 'it is a link or a device, not a file');
}

function parentsOf(key: string): string[] {
  const parts = key.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Entries that share bytes unpack to more than the zip holds; one whose two headers differ shows two faces. */
async function checkPlaces(zip: ZipFile, entries: readonly Entry[], buffer: Buffer): Promise<void> {
  const places: { start: number; end: number; name: string }[] = [];
  for (const entry of entries) {
    const start = entry.relativeOffsetOfLocalHeader;
    const nameEnd = start + 30 + (start + 28 <= buffer.length ? buffer.readUInt16LE(start + 26) : 0);
    const named = buffer.subarray(start + 30, nameEnd);
    if (!named.equals(entry.fileNameRaw)) throw refusedEntry(entry.fileName, 'it has two names');
    const data = await localHeader(zip, entry);
    places.push({ start, end: data + entry.compressedSize, name: entry.fileName });
  }
  let before = 0;
  for (const { start, end, name } of places.toSorted((a, b) => a.start - b.start)) {
    if (start < before || end > buffer.length) throw refusedEntry(name, 'it overlaps another file');
    before = end;
  }
}

async function localHeader(zip: ZipFile, entry: Entry): Promise<number> {
  try {
    return (await zip.readLocalFileHeaderPromise(entry, { minimal: true })).fileDataStart;
  } catch (error) {
    throw refusedEntry(entry.fileName, messageOf(error), error);
  }
}

async function readEntry(zip: ZipFile, entry: Entry, budget: number, { ratio }: ZipLimits): Promise<Buffer> {
  const { fileName, compressedSize } = entry;
  const most = Math.min(budget, Math.max(smallBytes, compressedSize * ratio));
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      size += (chunk as Buffer).byteLength;
      if (size > budget) throw refused('its files are too large together');
      if (size > most) throw refusedEntry(fileName, 'it unpacks to far more than it is packed into');
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    throw error instanceof NexoError ? error : refusedEntry(fileName, messageOf(error), error);
  }
  const content = Buffer.concat(chunks);
  if (crc32(content) !== entry.crc32) throw refusedEntry(fileName, 'it is damaged (its checksum differs)');
  return content;
}

function refused(why: string, cause?: unknown): NexoError {
  return new NexoError('INVALID_INPUT', `the zip cannot be used: ${why}`, {}, { cause });
}

function refusedEntry(name: string, why: string, cause?: unknown): NexoError {
  return refused(`${JSON.stringify(name.slice(0, 200))}: ${why}`, cause);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function megabytes(bytes: number): string {
  return `${bytes / 1_000_000} MB`;
}
