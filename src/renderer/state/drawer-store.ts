import { create } from 'zustand';

export type DrawerTab = 'calls' | 'problems' | 'search' | 'packages';

interface DrawerState {
  tab: DrawerTab;
  /** Counts how often a tab was asked for: the drawer opens for it when it is closed. */
  asked: number;
  /** Whose packages are shown: a function's folder, or empty for the workspace. */
  packagesOf: string;
}

/** What the drawer below the editor shows. */
export const useDrawer = create<DrawerState>()(() => ({ tab: 'calls', asked: 0, packagesOf: '' }));

/** Shows a tab of the drawer, and opens it if need be. `folder` says whose packages. */
export function showDrawer(tab: DrawerTab, folder?: string): void {
  useDrawer.setState(({ asked, packagesOf }) => ({ tab, asked: asked + 1, packagesOf: folder ?? packagesOf }));
}

/** Chooses a tab of the open drawer. */
export const chooseDrawerTab = (tab: DrawerTab): void => useDrawer.setState({ tab });
