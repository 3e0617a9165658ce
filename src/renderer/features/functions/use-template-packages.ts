import { useEffect, useRef, useState } from 'react';

import { engine } from '../../api/clients.ts';
import { cancelPackages, changePackages, type PackageRun, usePackages } from '../../packages/packages-store.ts';

/** Packages of templates are installed for the whole workspace: there is no folder of the function yet. */
const workspaceFolder = '';

export interface TemplatePackages {
  /** How installing goes, or went; undefined where nothing had to be installed so far. */
  run: PackageRun | undefined;
  /** Resolves with whether all of them are there; npm is ended, and it is false, when the dialog goes meanwhile. */
  install(packages: readonly string[]): Promise<boolean>;
}

/** Installs what a template imports, before the function is made of it. Needs no network for what is there. */
export function useTemplatePackages(): TemplatePackages {
  const run = usePackages(({ runs }) => runs[workspaceFolder]);
  const [asked, setAsked] = useState(false);
  const installing = useRef(false);
  useEffect(
    () => () => {
      if (installing.current) cancelPackages(workspaceFolder);
    },
    [],
  );
  return {
    run: asked ? run : undefined,
    async install(packages) {
      const missing = await missingOf(packages);
      if (missing.length === 0) return true;
      setAsked(true);
      installing.current = true;
      await changePackages({ action: 'add', folder: workspaceFolder, packages: missing });
      installing.current = false;
      return usePackages.getState().runs[workspaceFolder]?.outcome?.kind === 'done';
    },
  };
}

/** Those of `name@version` that are not installed in the workspace. */
async function missingOf(packages: readonly string[]): Promise<string[]> {
  if (packages.length === 0) return [];
  const list = await engine.packages.list({ folder: workspaceFolder });
  const there = new Set(list.packages.map(({ name, installed }) => `${name}@${installed}`));
  return packages.filter((spec) => !there.has(spec));
}
