import type { FunctionSummary } from '../../../contract/function.ts';
import { baseName, folderOf } from '../../state/workspace-paths.ts';
import { matchesFilter } from './matches-filter.ts';

interface RowPlace {
  /** The path in the workspace: of a file, a folder, or a function's folder. */
  path: string;
  /** 1 for what stands at the left edge. */
  level: number;
  name: string;
}

export type TreeRow =
  | (RowPlace & { kind: 'function'; item: FunctionSummary; expanded: boolean; files: number })
  | (RowPlace & { kind: 'shared'; expanded: boolean; files: number })
  | (RowPlace & { kind: 'folder'; expanded: boolean })
  | (RowPlace & { kind: 'file'; entry: boolean });

export interface TreeInput {
  /** In the order they are to stand. */
  functions: readonly FunctionSummary[];
  paths: ReadonlySet<string>;
  filter: string;
  isExpanded(path: string): boolean;
}

/** The explorer's rows from top to bottom: functions with their files, then the shared folder. */
export function treeRows({ functions, paths, filter, isExpanded }: TreeInput): TreeRow[] {
  const owned = byOwner(paths);
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const isWanted = (path: string): boolean => words.every((word) => baseName(path).toLowerCase().includes(word));
  const rows: TreeRow[] = [];
  for (const item of functions) {
    const path = `functions/${item.id}`;
    const files = owned.get(path) ?? [];
    const isMatch = matchesFilter(item, filter);
    const found = words.length === 0 || isMatch ? files : files.filter(isWanted);
    if (!isMatch && found.length === 0) continue;
    const expanded = files.length > 0 && (isMatch ? isExpanded(path) : true);
    rows.push({ kind: 'function', path, level: 1, name: item.name, item, expanded, files: files.length });
    if (expanded) addFiles(rows, path, found, item.file, isMatch ? isExpanded : () => true);
  }
  const shared = owned.get('shared') ?? [];
  const found = words.length === 0 ? shared : shared.filter(isWanted);
  if (words.length > 0 && found.length === 0) return rows;
  const expanded = words.length > 0 || isExpanded('shared');
  rows.push({ kind: 'shared', path: 'shared', level: 1, name: 'shared', expanded, files: shared.length });
  if (expanded) addFiles(rows, 'shared', found, '', words.length > 0 ? () => true : isExpanded);
  return rows;
}

function byOwner(paths: ReadonlySet<string>): Map<string, string[]> {
  const owned = new Map<string, string[]>();
  for (const path of paths) {
    const end = path.startsWith('functions/') ? path.indexOf('/', 'functions/'.length) : path.indexOf('/');
    const owner = path.slice(0, end);
    const files = owned.get(owner);
    if (files) files.push(path);
    else owned.set(owner, [path]);
  }
  return owned;
}

/** The entry first, then folders, then files, each by name. */
function addFiles(
  rows: TreeRow[],
  top: string,
  files: readonly string[],
  entry: string,
  isExpanded: (path: string) => boolean,
): void {
  const add = (folder: string, inside: readonly string[], level: number): void => {
    const prefix = `${folder}/`;
    const folders = new Map<string, string[]>();
    const here: string[] = [];
    for (const path of inside) {
      const end = path.indexOf('/', prefix.length);
      if (end < 0) here.push(path);
      else folders.set(path.slice(0, end), [...(folders.get(path.slice(0, end)) ?? []), path]);
    }
    const fileRow = (path: string): TreeRow => ({
      kind: 'file',
      path,
      level,
      name: baseName(path),
      entry: path === entry,
    });
    if (here.includes(entry)) rows.push(fileRow(entry));
    for (const path of [...folders.keys()].toSorted(byName)) {
      const expanded = isExpanded(path);
      rows.push({ kind: 'folder', path, level, name: baseName(path), expanded });
      if (expanded) add(path, folders.get(path) ?? [], level + 1);
    }
    for (const path of here.toSorted(byName)) if (path !== entry) rows.push(fileRow(path));
  };
  add(top, files, 2);
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
const byName = (a: string, b: string): number => collator.compare(a, b);

/** Where a key leads from a row: another row to focus, or a row to open or close. Undefined for other keys. */
export function treeMove(
  key: string,
  index: number,
  rows: readonly TreeRow[],
): { focus: number } | { expand: string; to: boolean } | undefined {
  const row = rows[index];
  if (row === undefined) return undefined;
  const isOpen = row.kind !== 'file' && row.expanded;
  if (key === 'ArrowRight' && row.kind !== 'file') {
    if (!isOpen) return { expand: row.path, to: true };
    return (rows[index + 1]?.level ?? 0) > row.level ? { focus: index + 1 } : undefined;
  }
  if (key === 'ArrowLeft') {
    if (isOpen) return { expand: row.path, to: false };
    const parent = rows.findLastIndex((other, at) => at < index && other.level < row.level);
    return parent < 0 ? undefined : { focus: parent };
  }
  return undefined;
}

/** The folder in which a new file is made while a row has the focus. */
export function folderForNew(row: TreeRow): string {
  return row.kind === 'file' ? folderOf(row.path) : row.path;
}
