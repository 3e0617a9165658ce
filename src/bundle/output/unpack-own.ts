import type { BundleFile } from '../bundle-file.ts';
import { readZip } from '../zip/read-zip.ts';

/** Larger than what is accepted of others: packages of a whole workspace. */
const limits = { zipBytes: 200_000_000, totalBytes: 500_000_000, entries: 20_000, ratio: 2_000 };

/** The files of a bundle that our own engine made, checked all the same. */
export function unpackOwn(zip: Uint8Array): Promise<BundleFile[]> {
  return readZip(zip, limits);
}
