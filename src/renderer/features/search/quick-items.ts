import type { FunctionSummary } from '../../../contract/function.ts';
import { baseName, folderOf, functionIdOf } from '../../state/workspace-paths.ts';

export interface QuickItem {
  path: string;
  title: string;
  detail: string;
  keywords: string;
  /** It is the code of a function, found by the function's name. */
  entry: boolean;
}

/** Everything that can be opened by name: files shown lately first, the one on the screen last of those. */
export function quickItems(
  functions: readonly FunctionSummary[],
  paths: ReadonlySet<string>,
  recent: readonly string[],
): QuickItem[] {
  const byId = new Map(functions.map((item) => [item.id, item]));
  const itemOf = (path: string): QuickItem => {
    const owner = byId.get(functionIdOf(path) ?? '');
    if (owner?.file === path) {
      const detail = `${owner.methods.join(' ')} ${owner.route}`;
      return { path, title: owner.name, detail, keywords: `${path} ${owner.route}`, entry: true };
    }
    const detail = owner === undefined ? folderOf(path) : `${owner.name} · ${folderOf(path)}`;
    return { path, title: baseName(path), detail, keywords: `${path} ${owner?.name ?? ''}`, entry: false };
  };
  const [shown, ...before] = recent.filter((path) => paths.has(path));
  const lately = shown === undefined ? before : [...before, shown];
  const known = new Set(lately);
  const others = [...paths].filter((path) => !known.has(path)).map(itemOf);
  return [
    ...lately.map(itemOf),
    ...others.toSorted((a, b) => Number(b.entry) - Number(a.entry) || collator.compare(a.title, b.title)),
  ];
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
