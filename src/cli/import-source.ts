import { resolve } from 'node:path';
import { text as textOf } from 'node:stream/consumers';

import { packSource } from '../bundle/output/pack-source.ts';
import { NexoError } from '../contract/errors.ts';
import type { ImportSource } from '../contract/import.ts';
import { UsageError } from './usage-error.ts';

/** What a person names on the command line: a folder, a zip, another file, a curl command, or `-` for standard input. */
export async function importSource(named: string, warn: (message: string) => void): Promise<ImportSource> {
  if (named === '-') return { type: 'text', name: 'standard input', text: await textOf(process.stdin) };
  if (/^\s*curl\s/.test(named)) return { type: 'text', name: 'curl', text: named };
  try {
    const { source, left } = await packSource(resolve(named));
    for (const one of left) warn(`${one} was left out: it is a link, or its name is not accepted`);
    return source;
  } catch (error) {
    if (error instanceof NexoError) throw error;
    throw new UsageError(`${named} cannot be read: name a folder, a zip, a file, or "-" for standard input`);
  }
}
