import { packageNameOf, type WantedPackages } from '../../../contract/import.ts';
import type { PackageList } from '../../../contract/package.ts';
import { engine } from '../../api/clients.ts';
import { reportProblem } from '../../state/toasts-store.ts';

export interface MissingPackages {
  /** What is not installed, place by place. */
  places: readonly WantedPackages[];
  /** Whether this machine has npm. */
  hasNpm: boolean;
}

/** Those of an import's packages that are not here. One that is, in another version, is left as it is. */
export async function missingPackages(wanted: readonly WantedPackages[]): Promise<MissingPackages> {
  if (wanted.length === 0) return { places: [], hasNpm: true };
  try {
    const workspace = await engine.packages.list({ folder: '' });
    const places: WantedPackages[] = [];
    for (const { folder, packages } of wanted) {
      // A function finds what the workspace has.
      const lists = folder === '' ? [workspace] : [workspace, await engine.packages.list({ folder })];
      const missing = packages.filter((spec) => !lists.some((list) => isInstalled(list, packageNameOf(spec))));
      if (missing.length > 0) places.push({ folder, packages: missing });
    }
    return { places, hasNpm: workspace.npm !== null };
  } catch (error) {
    reportProblem(error);
    return { places: [], hasNpm: true };
  }
}

function isInstalled({ packages }: PackageList, name: string): boolean {
  return packages.some((one) => one.name === name && one.installed !== null);
}
