import { posix } from 'node:path';

import { jsonFile, textFile, type BundleFile } from '../bundle/bundle-file.ts';
import { filePathFault } from '../contract/file.ts';
import type { Language } from '../contract/function.ts';
import type { ImportKind, ImportNote } from '../contract/import.ts';
import { reach, type Reached } from './code/reach.ts';
import { freeId, idOf } from './free-names.ts';
import type { DraftFunction, ImportDraft } from './import-draft.ts';
import { refused } from './refused.ts';
import type { SourceFiles } from './source-files.ts';

/** A function of a project, made of one of its modules. */
export interface ProjectFunction extends Omit<DraftFunction, 'files' | 'language'> {
  /** The module, by its path in the source. */
  main: string;
  /** The text of a module that calls the one at `main`; without it the module is a function as it is. */
  adapter?: (main: string, traits: Traits) => string;
}

/** What a module needs to find around it. */
export interface Traits {
  usesProcess: boolean;
  usesBuffer: boolean;
}

/** The functions, in `shared/` what several of them are made of, and what those files need installed. */
type PlacedProject = Required<Pick<ImportDraft, 'functions' | 'files' | 'packages'>>;

const maxFunctions = 1_000;

/** A project as an import takes it, its files placed by `placeProject`. */
export async function projectDraft(
  kind: ImportKind,
  source: SourceFiles,
  wanted: readonly ProjectFunction[],
  notes: ImportNote[],
): Promise<ImportDraft> {
  const placed = await placeProject(source, wanted, notes);
  return { kind, name: source.name, ...placed, requests: [], environment: null, notes };
}

/**
 * Finds a place for the files of a project, none of which is changed: those of one function alone are in its folder, and
 * functions that share files share a folder in `shared/`. Paths between them stay as they were.
 */
async function placeProject(
  source: SourceFiles,
  wanted: readonly ProjectFunction[],
  notes: ImportNote[],
): Promise<PlacedProject> {
  if (wanted.length > maxFunctions) throw refused(source.label, `it has more than ${maxFunctions} functions`);
  const ids = new Set<string>();
  const named = wanted.map((one) => {
    const key = freeId(one.key, (id) => ids.has(id));
    ids.add(key);
    const number = key.slice(one.key.length).replace('-', ' ');
    return { ...one, key, name: one.name.slice(0, 100 - number.length) + number };
  });
  const mains = [...new Set(named.map(({ main }) => main))];
  const reachedOf = new Map(await Promise.all(mains.map(async (main) => [main, await reach(source, main)] as const)));
  const reached = named.map(({ main }) => reachedOf.get(main)!);
  for (const note of uniqueNotes(reached.flatMap((one) => one.notes))) notes.push(note);
  const users = new Map<string, number>();
  for (const { files } of reached) for (const file of files) users.set(file, (users.get(file) ?? 0) + 1);
  const project = `shared/${idOf(source.name)}`;
  const shared = new Set<string>();
  const packages = new Set<string>();
  const functions = named.map((one, index) => {
    const own = reached[index]!;
    const isShared = own.files.some((file) => (users.get(file) ?? 0) > 1);
    if (!isShared) return inOwnFolder(source, one, own);
    for (const file of own.files) shared.add(file);
    for (const name of own.packages) packages.add(name);
    return withEntry(source, one, own, posix.join('../..', project, one.main), []);
  });
  const specs = specsOf(source, [...packages]);
  if (specs.length > 0) {
    const message = `install for the workspace, as several functions share it: ${specs.join(' ')}`;
    notes.push({ severity: 'look', message });
  }
  const files = [...shared].toSorted().map((path) => ({ path: `${project}/${path}`, bytes: bytesOf(source, path) }));
  return { functions: functions.map((one) => checked(one)), files, packages: specs };
}

/** Each route is a function of its own, in an isolate of its own. */
export function noteCopies(routes: readonly string[], name: string, notes: ImportNote[]): void {
  if (routes.length < 2) return;
  const message = `"${name}" becomes ${routes.length} functions, one for each route: what it keeps in memory they do not share`;
  notes.push({ severity: 'look', message });
}

function inOwnFolder(source: SourceFiles, one: ProjectFunction, own: Reached): DraftFunction {
  const isTaken = own.files.some((file) => /^(?:index\.\w+|function\.json|package\.json|tests\/.*)$/.test(file));
  const prefix = isTaken ? 'original/' : '';
  const [only, second] = own.files;
  const packaged = packageFile(source, own.packages);
  const packages = specsOf(source, own.packages);
  if (one.adapter === undefined && second === undefined && only === one.main) {
    const language = languageOf(one.main);
    const ending = /\.[cm]?([jt]sx?)$/.exec(one.main)?.[1] ?? 'js';
    const entry = { path: `index.${ending}`, bytes: bytesOf(source, one.main) };
    return { ...functionOf(one), language, files: [entry, ...packaged], packages };
  }
  const files = own.files.map((path) => ({ path: prefix + path, bytes: bytesOf(source, path) }));
  return { ...withEntry(source, one, own, `./${prefix}${one.main}`, [...files, ...packaged]), packages };
}

function withEntry(
  source: SourceFiles,
  one: ProjectFunction,
  own: Reached,
  main: string,
  files: readonly BundleFile[],
): DraftFunction {
  const texts = own.files.map((path) => (/\.[cm]?[jt]sx?$/.test(path) ? (source.text(path) ?? '') : ''));
  const traits = {
    usesProcess: texts.some((text) => /\bprocess\b/.test(text)),
    usesBuffer: texts.some((text) => /\bBuffer\b/.test(text)),
  };
  const text =
    one.adapter?.(main, traits) ??
    `// Made by the import: the function is ${one.main}.\nexport { default } from '${main}';\n`;
  return { ...functionOf(one), language: 'javascript', files: [textFile('index.js', text), ...files] };
}

function functionOf({
  main: _main,
  adapter: _adapter,
  ...one
}: ProjectFunction): Omit<DraftFunction, 'files' | 'language'> {
  return one;
}

/** Throws INVALID_INPUT through the file's name: no entry of a zip that was read can have such a one, but for its depth. */
function checked(one: DraftFunction): DraftFunction {
  const files = one.files.filter(({ path }) => filePathFault(`functions/${one.key}/${path}`) === undefined);
  return { ...one, files };
}

function packageFile(source: SourceFiles, packages: readonly string[]): BundleFile[] {
  if (packages.length === 0) return [];
  const dependencies = Object.fromEntries(packages.map((name) => [name, versionOf(source, name)]));
  return [jsonFile('package.json', { private: true, dependencies })];
}

function specsOf(source: SourceFiles, packages: readonly string[]): string[] {
  return packages.map((name) => `${name}@${versionOf(source, name)}`);
}

/** What the project's package.json, or the imports of its deno.json, ask for. */
function versionOf(source: SourceFiles, name: string): string {
  const asked = recordIn(source, 'package.json');
  for (const group of ['dependencies', 'devDependencies', 'peerDependencies']) {
    const version = (asked[group] as Record<string, unknown> | undefined)?.[name];
    if (typeof version === 'string' && /^[\w.^~<>=*| -]{1,80}$/.test(version)) return version;
  }
  const imports = recordIn(source, 'deno.json')['imports'] as Record<string, unknown> | undefined;
  const specifier = imports?.[name] ?? imports?.[`${name}/`];
  return (
    (typeof specifier === 'string' ? /^npm:\/?(?:@[^/@]+\/)?[^/@]+@([\w.^~<>=*-]+)/.exec(specifier)?.[1] : undefined) ??
    '*'
  );
}

function recordIn(source: SourceFiles, path: string): Record<string, unknown> {
  try {
    const value = JSON.parse(source.text(path) ?? '{}') as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function bytesOf(source: SourceFiles, path: string): Uint8Array {
  return source.files.find((file) => file.path === path)?.bytes ?? new Uint8Array();
}

function languageOf(file: string): Language {
  return /\.[cm]?tsx?$/.test(file) ? 'typescript' : 'javascript';
}

function uniqueNotes(notes: readonly ImportNote[]): ImportNote[] {
  return [...new Map(notes.map((note) => [`${note.file}:${note.line} ${note.message}`, note])).values()];
}
