import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';

import type { NexoFunction } from '../../contract/function.ts';
import type { VersionSettings } from '../../contract/version.ts';
import type { Compiled } from '../compile/compiler.ts';
import type { PublishedVersion } from '../router/releases.ts';
import { hashOf, type VersionFile } from './database/version-table.ts';

/** The settings of a function that belong to its versions. */
export function settingsOf(source: NexoFunction): VersionSettings {
  const { name, route, methods, language, limits, env, bindings, secrets, file } = source;
  return { name, route, methods, language, limits, env: Object.keys(env).toSorted(), bindings, secrets, file };
}

/** Everything a function is made of that a person wrote, its entry first. */
export function filesOf({ file, code }: NexoFunction, { files = new Map() }: Pick<Compiled, 'files'>): VersionFile[] {
  const others = [...files].map(([path, bytes]) => ({ path, bytes }));
  return [{ path: file, bytes: Buffer.from(code) }, ...others.toSorted((a, b) => (a.path < b.path ? -1 : 1))];
}

export function hashesOf(files: readonly VersionFile[]): Record<string, string> {
  return Object.fromEntries(files.map(({ path, bytes }) => [path, hashOf(bytes)]));
}

/**
 * Changes with all that makes one version differ from another. A name is none of it. Packages are told apart by what
 * they were bundled to.
 */
export function contentOf(settings: VersionSettings, hashes: Record<string, string>, compiled: Compiled): string {
  const { name: _, ...told } = settings;
  const hasPackages = compiled.inputs.some((input) => /(?:^|\/)node_modules\//.test(input));
  const text = JSON.stringify([told, hashes, hasPackages ? compiled.code : null]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Settings by their names, then files by their paths, that differ from a version's. */
export function changesSince(version: PublishedVersion, source: NexoFunction, files: Compiled['files']): string[] {
  const now = settingsOf(source);
  const { settings } = version;
  const names = (Object.keys(settings) as (keyof VersionSettings)[]).filter(
    (name) => name !== 'name' && name !== 'file' && !isDeepStrictEqual(settings[name], now[name]),
  );
  const known = hashesOf(filesOf(source, { files }));
  const changed = Object.keys(known).filter((path) => known[path] !== version.files[path]);
  // Until the saved files were compiled, only the entry is known.
  const gone = files === undefined ? [] : Object.keys(version.files).filter((path) => known[path] === undefined);
  return [...names, ...changed, ...gone];
}
