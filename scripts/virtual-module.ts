import path from 'node:path';

import type { Plugin } from 'vite';

export interface MadeModule {
  /** What the module exports by default; anything JSON can say. */
  value: unknown;
  /** The files it was made of: watched. */
  inputs: readonly string[];
}

/** Files that went into such modules: builds of their own, which no other build knows of. */
export const filesWithin = new Set<string>();

/** Provides a module that is made while building: `virtual:NAME`. */
export function virtualModule(name: string, make: () => Promise<MadeModule>): Plugin {
  const id = `virtual:${name}`;
  return {
    name: `nexo:${name}`,
    resolveId: (asked) => (asked === id ? `\0${id}` : undefined),
    async load(asked) {
      if (asked !== `\0${id}`) return undefined;
      const { value, inputs } = await make();
      for (const file of inputs.map((one) => path.resolve(one))) {
        filesWithin.add(file);
        this.addWatchFile(file);
      }
      return `export default ${JSON.stringify(value)};`;
    },
  };
}
