import modules from 'virtual:portable';

import { textFile, type BundleFile } from '../bundle-file.ts';

/** An adapter as a file of the bundle. `root` leads from its folder to the bundle's: `./`, `../../`. */
export function adapterFile(adapter: string, path: string, root = './'): BundleFile {
  const text = (modules[adapter] ?? '')
    .replace('"nexo:functions"', `'${root}nexo/functions.js'`)
    .replace('"nexo:runtime"', `'${root}nexo/runtime.js'`)
    .replace('"nexo:main"', `'./main.js'`);
  return textFile(path, text);
}

export function runtimeFile(): BundleFile {
  return textFile('nexo/runtime.js', modules['runtime'] ?? '');
}
