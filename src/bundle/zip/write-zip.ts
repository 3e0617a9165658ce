import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';

import { ZipFile } from 'yazl';

import type { BundleFile } from '../bundle-file.ts';

/** The earliest a zip can say. In local time, as zips are: every machine writes the same. */
const noTime = new Date(1980, 0, 1);

/** A zip of files, in order of their paths. The same files give the same bytes. */
export async function writeZip(files: readonly BundleFile[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { path, bytes } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    zip.addBuffer(Buffer.from(bytes), path, { mtime: noTime, mode: 0o100_644, forceDosTimestamp: true });
  }
  zip.end();
  return buffer(zip.outputStream as Readable);
}
