import { packSource, type PackedSource } from '../bundle/output/pack-source.ts';
import { askForPath } from './ask-for-path.ts';

/** Projects and bundles that a person lets the page import. */
export interface Imports {
  /** Packs the folder a person chooses; null when they thought better of it. Rejects for one that is too large. */
  chooseFolder(): Promise<PackedSource | null>;
  /** Notes that the system asked to open this file: from now on the page may have it. */
  allow(file: string): void;
  /** Reads a file that `allow` was told of; undefined for any other. */
  read(file: string): Promise<PackedSource | undefined>;
}

export function createImports(): Imports {
  const allowed = new Set<string>();
  return {
    async chooseFolder() {
      const folder = await askForPath({ properties: ['openDirectory'] });
      return folder === null ? null : packSource(folder);
    },
    allow: (file) => void allowed.add(file),
    read: async (file) => (allowed.has(file) ? packSource(file) : undefined),
  };
}
