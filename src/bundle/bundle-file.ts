/** A file of a bundle. */
export interface BundleFile {
  /** In the bundle, with forward slashes. */
  path: string;
  bytes: Uint8Array;
}

export function textFile(path: string, text: string): BundleFile {
  return { path, bytes: Buffer.from(text) };
}

export function jsonFile(path: string, value: unknown): BundleFile {
  return textFile(path, `${JSON.stringify(value, null, 2)}\n`);
}
