import type { ImportSource } from '../../contract/import.ts';
import { readBodyFile } from '../run/body-file.ts';

const maxBytes = 20_000_000;

/** A file that a person chose or dropped. Null for one that is too large to be imported. */
export async function readImportFile(file: File): Promise<ImportSource | null> {
  if (file.size > maxBytes) return null;
  const { name } = file;
  // Every zip begins with the initials of who made the format.
  const isZip = (await file.slice(0, 2).text()) === 'PK';
  return isZip
    ? { type: 'zip', name, base64: (await readBodyFile(file)).base64 }
    : { type: 'text', name, text: await file.text() };
}
