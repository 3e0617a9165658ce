import { join } from 'node:path';
import type { Adapter } from 'lowdb';

import type { Damage, Language } from '../../contract/function.ts';
import { decodeUtf8 } from '../../kit/decode-utf8.ts';
import type { DurableFiles, PreparedWrite } from '../../disk/durable-files.ts';
import {
  entryFiles,
  orderedRecord,
  parseRecord,
  type FunctionContent,
  type FunctionRecord,
} from './function-record.ts';
import { formatJson, JsonSyntaxError, parseJson } from './json-text.ts';
import { readTextFile, UnreadableFile } from './read-text-file.ts';
import type { SaveJournal } from './save-journal.ts';
import { storeError } from './store-error.ts';
import { hasCode } from '../../disk/has-code.ts';
import type { StoreFs } from './store-fs.ts';

/** A folder that cannot be opened as a function. Nothing in it is touched. */
export class DamagedFolderError extends Error {
  readonly damage: Damage;

  constructor(damage: Damage) {
    super(damage.reason);
    this.damage = damage;
  }
}

export interface FolderContext {
  fs: StoreFs;
  /** The workspace folder's real path. */
  root: string;
  files: DurableFiles;
  journal: SaveJournal;
}

const maxRecordBytes = 4_000_000;
const maxSourceBytes = 8_000_000;
const maxSourceLength = 2_000_000;

/**
 * One function's folder as a lowdb adapter. `read` gives null when the folder is gone and rejects with
 * DamagedFolderError; `write` replaces what has changed, both files or neither, and leaves equal files alone.
 */
export function createFunctionFolder(context: FolderContext, id: string): Adapter<FunctionContent | null> {
  const { fs, root, files, journal } = context;
  const folder = join(root, 'functions', id);
  let onDisk: { recordText: string; source: string; code: string } | undefined;

  /** A folder as nearly all are: plain files that can be read. Everything else is for `read` to look at, and to explain. */
  function readPlainly(): (FunctionContent & { recordText: string }) | undefined {
    try {
      if (!fs.isPlainFolder(join(root, 'functions')) || !fs.isPlainFolder(folder)) return undefined;
      const recordText = plainText(fs, join(folder, 'function.json'));
      const record = typeof recordText === 'string' && parseRecordText(id, recordText);
      if (!record) return undefined;
      const languages: readonly Language[] = record.language ? [record.language] : ['typescript', 'javascript'];
      for (const language of languages) {
        for (const source of entryFiles[language]) {
          const code = plainText(fs, join(folder, source));
          if (code === null) continue;
          return code === undefined ? undefined : { recordText, record, language, source, code };
        }
      }
    } catch {
      // Told by whoever reads with care.
    }
    return undefined;
  }

  async function read(): Promise<FunctionContent | null> {
    const plain = readPlainly();
    if (plain !== undefined) {
      const { recordText, ...content } = plain;
      onDisk = { recordText, source: content.source, code: content.code };
      return content;
    }
    return readWithCare();
  }

  async function readWithCare(): Promise<FunctionContent | null> {
    try {
      const recordText = await readText(context, id, 'function.json', maxRecordBytes);
      const record = parseRecordText(id, recordText);
      const language = record.language ?? (await guessLanguage(fs, folder));
      const source = (await findEntry(fs, folder, language)) ?? entryFiles[language][0];
      const code = await readText(context, id, source, maxSourceBytes);
      if (code.length > maxSourceLength) throw damaged(id, source, 'it is too long');
      onDisk = { recordText, source, code };
      return { record, language, source, code };
    } catch (error) {
      if (!(await exists(fs, folder))) return null;
      if (error instanceof DamagedFolderError) throw error;
      throw damaged(id, 'function.json', storeError('read', `functions/${id}`, error).message);
    }
  }

  async function write(content: FunctionContent | null): Promise<void> {
    if (!content) return;
    const { record, source, code } = content;
    const recordText = formatJson(orderedRecord(record));
    const old = onDisk;
    const prepared: PreparedWrite[] = [];
    try {
      if (old?.source !== source || old.code !== code) prepared.push(await files.prepare(join(folder, source), code));
      if (old?.recordText !== recordText) prepared.push(await files.prepare(join(folder, 'function.json'), recordText));
    } catch (error) {
      await Promise.all(prepared.map((one) => one.discard().catch(() => undefined)));
      throw error;
    }
    await journal.commit(prepared, old && old.source !== source ? [join(folder, old.source)] : []);
    onDisk = { recordText, source, code };
  }

  return { read, write };
}

function parseRecordText(id: string, text: string): FunctionRecord {
  try {
    return parseRecord(parseJson(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const place = error instanceof JsonSyntaxError ? { line: error.line, column: error.column } : {};
    throw damaged(id, 'function.json', reason, place);
  }
}

/** Null when there is no such file, undefined when it is not plain text in a plain file. */
function plainText(fs: StoreFs, path: string): string | null | undefined {
  const found = fs.readPlain(path);
  if (found === 'absent') return null;
  return found === 'special' ? undefined : decodeUtf8(found);
}

async function guessLanguage(fs: StoreFs, folder: string): Promise<Language> {
  return (await findEntry(fs, folder, 'typescript')) === undefined ? 'javascript' : 'typescript';
}

async function findEntry(fs: StoreFs, folder: string, language: Language): Promise<string | undefined> {
  for (const name of entryFiles[language]) if (await exists(fs, join(folder, name))) return name;
  return undefined;
}

async function readText({ fs, root }: FolderContext, id: string, name: string, maxBytes: number): Promise<string> {
  try {
    return await readTextFile(fs, root, join(root, 'functions', id, name), maxBytes);
  } catch (error) {
    if (error instanceof UnreadableFile) throw damaged(id, name, error.message);
    throw hasCode(error, 'ENOENT') ? damaged(id, name, 'the file is missing') : error;
  }
}

async function exists(fs: StoreFs, path: string): Promise<boolean> {
  return fs.lstat(path).then(
    () => true,
    (error: unknown) => !hasCode(error, 'ENOENT', 'ENOTDIR'),
  );
}

function damaged(id: string, name: string, reason: string, place: { line?: number; column?: number } = {}) {
  return new DamagedFolderError({ file: `functions/${id}/${name}`, reason, ...place });
}
