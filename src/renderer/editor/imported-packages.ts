const importPattern = /(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"\n]+)\1/g;

/** The packages, or parts of them, that a text imports; `node:` modules and files of the workspace are none. */
export function importedPackages(text: string): string[] {
  const names = [...text.matchAll(importPattern)].map(([, , name = '']) => name);
  return [...new Set(names)].filter((name) => /^[@a-z0-9~]/i.test(name) && !/:|^shared\//.test(name));
}
