import { create } from 'zustand';

import type { PackageChange, PackageList } from '../../contract/package.ts';
import { engine } from '../api/clients.ts';
import { packagesChanged } from '../state/package-installs.ts';
import { type Problem, problemOf } from '../api/problem.ts';

/** How installing goes, or went. */
export interface PackageRun {
  running: boolean;
  /** What npm wrote lately. */
  lines: readonly string[];
  outcome: { kind: 'done' } | { kind: 'failed'; reason: string } | { kind: 'cancelled' } | null;
}

interface PackagesState {
  /** By folder; empty for the workspace. */
  lists: Readonly<Record<string, PackageList>>;
  runs: Readonly<Record<string, PackageRun>>;
  problem: Problem | null;
}

/** What is installed where, and how installing goes; both outlive the pane that shows them. */
export const usePackages = create<PackagesState>()(() => ({ lists: {}, runs: {}, problem: null }));

const keptLines = 500;
const aborts = new Map<string, AbortController>();

/** Reads again what a folder's package.json asks for. */
export async function loadPackages(folder: string): Promise<void> {
  try {
    const list = await engine.packages.list({ folder });
    usePackages.setState(({ lists }) => ({ lists: { ...lists, [folder]: list }, problem: null }));
  } catch (error) {
    usePackages.setState({ problem: problemOf(error) });
  }
}

/** Has npm do something, and follows what it says. Does nothing while it is at work in that folder. */
export async function changePackages(change: PackageChange): Promise<void> {
  const { folder } = change;
  if (aborts.has(folder)) return;
  const abort = new AbortController();
  aborts.set(folder, abort);
  setRun(folder, () => ({ running: true, lines: [], outcome: null }));
  let outcome: PackageRun['outcome'] = { kind: 'cancelled' };
  try {
    for await (const event of await engine.packages.change(change, { signal: abort.signal })) {
      if (event.type === 'line') {
        setRun(folder, (run) => ({ ...run, lines: [...run.lines, event.text].slice(-keptLines) }));
      } else {
        outcome = event.ok ? { kind: 'done' } : { kind: 'failed', reason: event.reason ?? '' };
      }
    }
  } catch (error) {
    if (!abort.signal.aborted) outcome = { kind: 'failed', reason: problemOf(error).message };
  }
  aborts.delete(folder);
  setRun(folder, (run) => ({ ...run, running: false, outcome }));
  packagesChanged();
  await loadPackages(folder);
}

/** Ends npm and everything it started. */
export function cancelPackages(folder: string): void {
  aborts.get(folder)?.abort();
}

function setRun(folder: string, next: (run: PackageRun) => PackageRun): void {
  usePackages.setState(({ runs }) => ({
    runs: { ...runs, [folder]: next(runs[folder] ?? { running: false, lines: [], outcome: null }) },
  }));
}
