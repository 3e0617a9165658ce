import { posix } from 'node:path';
import { exports as resolveExports } from 'resolve.exports';
import { z } from 'zod';

import type { PackageTypeFile } from '../../contract/package.ts';
import type { PackageFiles } from './packages.ts';

/** Beyond that the editor would be slow, and half of a package's types would be wrong ones. */
const maxFiles = 800;
const maxLength = 4_000_000;

const manifestSchema = z.looseObject({
  name: z.string().default(''),
  types: z.string().optional(),
  typings: z.string().optional(),
  main: z.string().optional(),
  exports: z.unknown().optional(),
});
type Manifest = z.infer<typeof manifestSchema>;

/** What a declaration file refers to: modules, other files, packages of types. */
const reference =
  /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*|<reference\s+(?:path|types)\s*=\s*)(['"])([^'"\n]+)\1/g;

/**
 * The declaration files an import of a package in `folder` leads to, and the package.json files by which TypeScript finds
 * them; by their paths in the workspace. None for a package that is not installed, has no types, or more than the editor
 * can take. Types of Node.js are left out: functions do not run there.
 */
export async function readPackageTypes(
  files: Pick<PackageFiles, 'read'>,
  folder: string,
  specifier: string,
): Promise<PackageTypeFile[]> {
  const found = new Map<string, string>();
  const asked = new Map<string, Promise<string | undefined>>();
  let length = 0;

  const read = (path: string): Promise<string | undefined> => {
    // Above the workspace there is nothing of interest.
    if (path.startsWith('../')) return Promise.resolve(undefined);
    const known = asked.get(path) ?? files.read(path).catch(() => undefined);
    asked.set(path, known);
    return known;
  };
  const isFull = (): boolean => found.size > maxFiles || length > maxLength;
  const keep = (path: string, text: string): void => {
    found.set(path, text);
    length += text.length;
  };
  const follow = async (candidates: readonly string[]): Promise<boolean> => {
    for (const path of candidates) {
      const text = await read(path);
      if (text === undefined) continue;
      if (found.has(path) || isFull()) return true;
      keep(path, text);
      const here = posix.dirname(path);
      await Promise.all([...text.matchAll(reference)].map(([, , name = '']) => followName(here, name)));
      return true;
    }
    return false;
  };
  const followName = async (here: string, name: string): Promise<void> => {
    if (name.startsWith('.')) await follow(declarationsOf(posix.join(here, name)));
    else if (/^[@a-z0-9~]/i.test(name) && !name.includes(':')) await followPackage(here, name);
  };
  const followPackage = async (here: string, name: string): Promise<void> => {
    const [, packageName = '', subpath = ''] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(name) ?? [];
    const typesName = `@types/${packageName.replace(/^@/, '').replace('/', '__')}`;
    for (const each of [packageName, typesName]) {
      if (each === 'node' || each === '@types/node') return;
      const place = await findPackage(here, each);
      if (place === undefined) continue;
      const inside = entriesOf(place.manifest, subpath).map((entry) => posix.join(place.folder, entry));
      if (!(await follow(inside.flatMap(declarationsOf)))) continue;
      keep(posix.join(place.folder, 'package.json'), place.text);
      return;
    }
  };
  const findPackage = async (here: string, name: string) => {
    for (let above = here; ; above = posix.dirname(above)) {
      const inside = posix.join(above, 'node_modules', name);
      const text = await read(posix.join(inside, 'package.json'));
      const manifest = text === undefined ? undefined : parseManifest(text);
      if (text !== undefined && manifest !== undefined) return { folder: inside, manifest, text };
      if (above === '.' || above === '') return undefined;
    }
  };

  await followPackage(folder, specifier);
  return isFull() ? [] : [...found].map(([path, text]) => ({ path, text }));
}

function parseManifest(text: string): Manifest | undefined {
  try {
    return manifestSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Where a package says that its types, or else its code, begin; `subpath` is empty or starts with a slash. */
function entriesOf(manifest: Manifest, subpath: string): string[] {
  if (manifest.exports !== undefined && manifest.exports !== null) {
    try {
      const options = { conditions: ['types', 'import'], unsafe: true };
      return resolveExports(manifest as Parameters<typeof resolveExports>[0], `.${subpath}`, options) ?? [];
    } catch {
      return [];
    }
  }
  if (subpath !== '') return [`.${subpath}`];
  return [manifest.types ?? manifest.typings ?? manifest.main ?? 'index.js', 'index.js'];
}

/** The declaration files that may stand for a module's path, in the order in which TypeScript tries them. */
function declarationsOf(path: string): string[] {
  if (/\.d\.[cm]?ts$/.test(path)) return [path];
  const [, base, kind] = /^(.*)\.([cm]?)[jt]sx?$/.exec(path) ?? [];
  if (base !== undefined) return [`${base}.d.${kind ?? ''}ts`];
  return [`${path}.d.ts`, `${path}/index.d.ts`];
}
