import { posix } from 'node:path';

import { loaderOf } from './code/loader-of.ts';
import { refused } from './refused.ts';
import type { SourceFiles } from './source-files.ts';

/** The module a project begins with: the one that is named, or the first there is of those usual. Throws INVALID_INPUT. */
export function mainOf(source: SourceFiles, named: string | undefined, usual: readonly string[]): string {
  if (named !== undefined) {
    const path = posix.normalize(named).replace(/^\.\//, '');
    if (source.has(path)) return path;
    throw refused(source.label, `its settings name ${named}, which is not in it`);
  }
  const found = usual.find((path) => source.has(path)) ?? onlyModule(source);
  if (found === undefined) throw refused(source.label, `it has none of ${usual.join(', ')}`);
  return found;
}

function onlyModule(source: SourceFiles): string | undefined {
  const modules = source.files
    .map(({ path }) => path)
    .filter((path) => /^[cm]?[jt]sx?$/.test(path.split('.').at(-1) ?? '') && loaderOf(path));
  return modules.length === 1 ? modules[0] : undefined;
}
