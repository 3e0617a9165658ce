import { create } from 'zustand';

import { currentFunctions } from '../state/functions-store.ts';
import { useFiles } from '../state/files-store.ts';
import { openScreen, useRouter } from '../state/router-store.ts';
import { functionIdOf } from '../state/workspace-paths.ts';
import {
  closeTab,
  focusedGroup,
  keepTab,
  nextTab,
  noTabs,
  openTab,
  reopenTab,
  shiftTab,
  splitGroup,
  type Tabs,
} from './tabs.ts';

/** The open files, as the person arranged them; kept through restarts by tab-keeping. */
export const useTabs = create<Tabs>()(() => noTabs);

export function changeTabs(next: (tabs: Tabs) => Tabs): void {
  useTabs.setState((tabs) => next(tabs), true);
}

/** The file the focused group shows. */
export const activePath = (): string | null => focusedGroup(useTabs.getState()).active;

/** Shows a file in the editor, whatever screen is open: as a preview, unless it is to be kept. */
export function showFile(path: string, options: { keep?: boolean; group?: number } = {}): void {
  changeTabs((tabs) => openTab(tabs, path, options));
  const { screen, lastFunctionId } = useRouter.getState();
  const shown = screen.name === 'editor' ? screen.functionId : lastFunctionId;
  const functionId = functionIdOf(path) ?? shown ?? currentFunctions().keys().next().value;
  if (functionId !== undefined && (screen.name !== 'editor' || functionId !== screen.functionId)) {
    openScreen({ name: 'editor', functionId, keepsFile: true });
  }
}

export const keepFile = (path: string): void => changeTabs((tabs) => keepTab(tabs, path));
export const closeFile = (path: string, group = useTabs.getState().focused): void =>
  changeTabs((tabs) => closeTab(tabs, group, path));

/** The tabs' own commands, for the focused group. */
export const tabMoves = {
  next: () => changeTabs((tabs) => nextTab(tabs, 1)),
  previous: () => changeTabs((tabs) => nextTab(tabs, -1)),
  left: () => changeTabs((tabs) => shiftTab(tabs, -1)),
  right: () => changeTabs((tabs) => shiftTab(tabs, 1)),
  split: () => changeTabs(splitGroup),
  reopen: () => changeTabs((tabs) => reopenTab(tabs, (path) => useFiles.getState().paths.has(path))),
};

let cycle: { order: readonly string[]; position: number } | null = null;

/** Goes through the files in the order they were last shown, while the key that started it stays down. */
export function cycleTabs(step: -1 | 1): void {
  if (cycle === null) {
    cycle = { order: focusedGroup(useTabs.getState()).recent, position: 0 };
    window.addEventListener('keyup', endCycle);
    window.addEventListener('blur', endCycle);
  }
  const { order, position } = cycle;
  if (order.length === 0) return;
  cycle = { order, position: (position + step + order.length) % order.length };
  const path = order[cycle.position];
  if (path !== undefined) changeTabs((tabs) => openTab(tabs, path));
}

function endCycle(event: Event): void {
  if (event instanceof KeyboardEvent && event.key !== 'Control' && event.key !== 'Meta') return;
  cycle = null;
  window.removeEventListener('keyup', endCycle);
  window.removeEventListener('blur', endCycle);
}
