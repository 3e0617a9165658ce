import { useEffect, useRef, useState } from 'react';

import { installationOf, type ImportResult, type WantedPackages } from '../../../contract/import.ts';
import { engine } from '../../api/clients.ts';
import { cancelPackages, changePackages, type PackageRun, usePackages } from '../../packages/packages-store.ts';

export interface Installation {
  state: 'open' | 'installing' | 'done';
  /** How it goes, or went, at the places it was begun. */
  runs: readonly { place: WantedPackages; run: PackageRun }[];
  start(): Promise<void>;
  /** Ends npm; what is done stays. */
  stop(): void;
}

/** Installs packages place after place, those left that were not done before. Npm ends with the dialog. */
export function useInstallation(places: readonly WantedPackages[]): Installation {
  const runs = usePackages((packages) => packages.runs);
  const [begun, setBegun] = useState<readonly WantedPackages[]>([]);
  const [state, setState] = useState<Installation['state']>('open');
  const current = useRef<string | null>(null);
  const stop = (): void => {
    if (current.current !== null) cancelPackages(current.current);
  };
  useEffect(() => stop, []);

  const start = async (): Promise<void> => {
    setState('installing');
    for (const place of places) {
      const { folder } = place;
      if (begun.includes(place) && isDone(folder)) continue;
      setBegun((before) => (before.includes(place) ? before : [...before, place]));
      current.current = folder;
      await changePackages(installationOf(place));
      current.current = null;
      if (!isDone(folder)) return setState('open');
    }
    setState('done');
  };
  const shown = begun.flatMap((place) => {
    const run = runs[place.folder];
    return run === undefined ? [] : [{ place, run }];
  });
  return { state, runs: shown, start, stop };
}

function isDone(folder: string): boolean {
  return usePackages.getState().runs[folder]?.outcome?.kind === 'done';
}

/** The result with what does not compile by now. */
export async function checkedAgain(result: ImportResult): Promise<ImportResult> {
  await engine.functions.checkAll();
  const known = new Map((await engine.functions.list()).map((one) => [one.id, one]));
  const functions = result.functions.map((one) => ({
    ...one,
    problem: known.get(one.id)?.problem ?? known.get(one.id)?.damage ?? null,
  }));
  return { ...result, functions };
}
