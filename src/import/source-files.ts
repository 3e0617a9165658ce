import type { BundleFile } from '../bundle/bundle-file.ts';
import { entryNameProblem } from '../bundle/zip/entry-name.ts';
import { readZip } from '../bundle/zip/read-zip.ts';
import type { ImportSource } from '../contract/import.ts';
import { decodeUtf8 } from '../kit/decode-utf8.ts';
import { refused } from './refused.ts';

/** The files of a source, by their paths in it. */
export interface SourceFiles {
  /** Without folders and endings that say nothing: `shop` of `/tmp/shop.nexo.zip`. */
  readonly name: string;
  /** As the person knows it. */
  readonly label: string;
  readonly files: readonly BundleFile[];
  has(path: string): boolean;
  /** Undefined when there is no such file. Throws INVALID_INPUT when it is no text. */
  text(path: string): string | undefined;
}

/** Statements that make a module something to call. Not `^\s*`: it would read a text of blank lines again from each of them. */
const code =
  /^[ \t\uFEFF]*(?:export\s+(?:default|const|async|function|\{)|(?:module\.)?exports\b|addEventListener\(|Deno\.serve)/m;

/** Reads a zip or a text that nobody vouches for, all in memory. Rejects with INVALID_INPUT. */
export async function readSource(source: ImportSource): Promise<SourceFiles> {
  const label = source.name.split(/[\\/]/).findLast((part) => part !== '') ?? 'source';
  if (source.type === 'text') {
    // Only names that an entry of a zip may have become part of what is made.
    const named = entryNameProblem(label) === undefined ? label : 'source.txt';
    // What was pasted has no ending that says what it is.
    const path = !/\.[a-z0-9]{1,5}$/i.test(named) && code.test(source.text) ? `${named}.ts` : named;
    return sourceFiles(path, [{ path, bytes: Buffer.from(source.text) }]);
  }
  return sourceFiles(label, withoutCommonFolder(await readZip(Buffer.from(source.base64, 'base64'))));
}

/** `label` is what the person calls it. */
export function sourceFiles(label: string, files: readonly BundleFile[]): SourceFiles {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const name = label.replace(/(?:\.nexo)?\.(?:zip|json|ya?ml|har|txt|[cm]?[jt]sx?)$/i, '') || 'import';
  return {
    name,
    label,
    files,
    has: (path) => byPath.has(path),
    text(path) {
      const file = byPath.get(path);
      if (file === undefined) return undefined;
      const text = decodeUtf8(file.bytes);
      if (text === undefined) throw refused(path, 'it is no text in UTF-8');
      return text;
    },
  };
}

/** Zips of a repository have all of it in one folder. */
function withoutCommonFolder(files: readonly BundleFile[]): BundleFile[] {
  const [first] = files;
  const folder = first?.path.split('/')[0] ?? '';
  const named = new Set(['functions', 'shared', 'api', 'app', 'src', 'netlify']);
  if (named.has(folder) || !files.every(({ path }) => path.startsWith(`${folder}/`))) return [...files];
  return files.map(({ path, bytes }) => ({ path: path.slice(folder.length + 1), bytes }));
}
