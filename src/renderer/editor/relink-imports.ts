import { baseName, folderOf, isAtOrIn } from '../state/workspace-paths.ts';
import type { TextChange } from './replace-texts.ts';

/** What stands before a module's name, its quote, and a name that leads to a file of the workspace. */
const importPattern =
  /(\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])((?:\.{1,2}\/|shared\/)[^'"\n]*|\.{1,2})\2/g;

/** Endings that may be left out, in the order in which the compiler tries them. */
const endings = ['.tsx', '.ts', '.jsx', '.js', '.mts', '.mjs', '.cts', '.cjs', '.css', '.json'];
const scripts: Readonly<Record<string, string>> = { '.js': '.ts', '.jsx': '.tsx', '.mjs': '.mts', '.cjs': '.cts' };

/**
 * The imports that lead elsewhere, or nowhere, once a file or folder has another name, as they have to read then: those
 * of it and its own. `texts` are all files by their paths before; the changes name paths after.
 */
export function relinkImports(texts: ReadonlyMap<string, string>, from: string, to: string): TextChange[] {
  const moved = (path: string): string => (isAtOrIn(path, from) ? to + path.slice(from.length) : path);
  const before = new Set(texts.keys());
  const after = new Set([...before].map(moved));
  return [...texts].flatMap(([path, text]) => {
    if (!/\.[cm]?[jt]sx?$/.test(path)) return [];
    const changed = text.replaceAll(importPattern, (whole, lead: string, quote: string, name: string) => {
      const target = resolveImport(before, path, name);
      if (target === undefined || resolveImport(after, moved(path), name) === moved(target)) return whole;
      return `${lead}${quote}${nameFor(moved(path), moved(target), name, target)}${quote}`;
    });
    return changed === text ? [] : [{ path: moved(path), from: text, to: changed }];
  });
}

/** The file an import leads to, as the compiler finds it. */
function resolveImport(paths: ReadonlySet<string>, importer: string, name: string): string | undefined {
  const path = name.startsWith('shared/') ? name : joined(folderOf(importer), name);
  const [base, ending] = parted(path);
  const candidates = [
    path,
    ...endings.map((each) => path + each),
    ...(scripts[ending] === undefined ? [] : [base + scripts[ending]]),
    ...endings.map((each) => `${path}/index${each}`),
  ];
  return candidates.find((candidate) => paths.has(candidate));
}

/** How `importer` names `target`, in the way in which `name` named `oldTarget`. */
function nameFor(importer: string, target: string, name: string, oldTarget: string): string {
  const [base, ending] = parted(target);
  const isIndex = baseName(base) === 'index' && baseName(parted(oldTarget)[0]) === 'index';
  const wrote = parted(name)[1];
  const leftOut =
    wrote === '' || !oldTarget.endsWith(baseName(name)) ? (scripts[wrote] === undefined ? '' : wrote) : ending;
  const isFolder = isIndex && !/\/?index(?:\.\w+)?$/.test(name);
  const path = isFolder ? folderOf(target) : base + leftOut;
  if (name.startsWith('shared/') && path.startsWith('shared/')) return path;
  return relative(folderOf(importer), path);
}

/** A path without its ending, and the ending. */
function parted(path: string): [base: string, ending: string] {
  const ending = /(?<=[^/.])\.\w+$/.exec(path)?.[0] ?? '';
  return [path.slice(0, path.length - ending.length), ending];
}

function joined(folder: string, name: string): string {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of name.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function relative(folder: string, path: string): string {
  const here = folder.split('/');
  const there = path.split('/');
  let common = 0;
  while (common < here.length && here[common] === there[common]) common += 1;
  const up = '../'.repeat(here.length - common);
  return `${up === '' ? './' : up}${there.slice(common).join('/')}`;
}
