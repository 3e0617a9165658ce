import { createRequire } from 'node:module';
import path from 'node:path';

import { PeerMissing } from './peer.ts';

const require = createRequire(import.meta.url);

/**
 * The program inside the package npm installed for this platform: `packages` by `platform-arch`, `file` in it. Their
 * own install scripts would only put a link to it elsewhere. Throws PeerMissing where there is none.
 */
export function platformBinary(packages: Readonly<Record<string, string>>, file: string): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  if (name === undefined) throw new PeerMissing(`there is no program for ${platform}`);
  try {
    return path.join(path.dirname(require.resolve(`${name}/package.json`)), file);
  } catch {
    throw new PeerMissing(`${name} is not installed`);
  }
}
