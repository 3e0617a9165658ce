import { textFile, type BundleFile } from './bundle-file.ts';
import type { ExportedFunction } from './exported-function.ts';
import { functionsModule } from './functions-module.ts';
import { readme } from './readme.ts';
import type { Target, TargetInput } from './target.ts';
import { runtimeFile } from './targets/adapter.ts';

/** The files of a bundle, in order of their paths. The same input gives the same bytes. */
export function createBundle(target: Target, input: TargetInput): BundleFile[] {
  const functions = input.functions.toSorted((a, b) => (a.function.id < b.function.id ? -1 : 1));
  const ordered = { ...input, functions };
  const modules = [
    runtimeFile(),
    textFile('nexo/functions.js', functionsModule(ordered)),
    ...functions.flatMap(moduleFiles),
  ].map((file) => ({ ...file, path: (target.modules ?? '') + file.path }));
  const files = [textFile('README.md', readme(target, ordered)), ...modules, ...target.files(ordered)];
  return files.filter(({ bytes }) => bytes.byteLength > 0).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function moduleFiles({ function: { id }, code, sourceMap }: ExportedFunction): BundleFile[] {
  const map = JSON.parse(sourceMap) as object;
  // Sources are paths in the workspace, and the map is one folder below the bundle's.
  const placed = { ...map, file: `${id}.js`, sourceRoot: '../' };
  return [
    textFile(`functions/${id}.js`, `${code.trimEnd()}\n//# sourceMappingURL=${id}.js.map\n`),
    textFile(`functions/${id}.js.map`, JSON.stringify(placed)),
  ];
}
