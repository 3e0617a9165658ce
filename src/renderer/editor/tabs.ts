import { isAtOrIn } from '../state/workspace-paths.ts';

export interface Tab {
  /** The file's path in the workspace. */
  path: string;
  /** A tab that is only a preview gives its place to the next file that is opened. */
  preview: boolean;
}

/** Tabs side by side and the file they show. */
export interface TabGroup {
  tabs: readonly Tab[];
  active: string | null;
  /** The files shown lately, latest first. */
  recent: readonly string[];
}

export interface Tabs {
  /** One group, or two beside each other. */
  groups: readonly TabGroup[];
  /** The group the keys are for. */
  focused: number;
  /** The files closed lately, latest first. */
  closed: readonly string[];
}

const emptyGroup: TabGroup = { tabs: [], active: null, recent: [] };
export const noTabs: Tabs = { groups: [emptyGroup], focused: 0, closed: [] };
const keptClosed = 20;

export const focusedGroup = (tabs: Tabs): TabGroup => tabs.groups[tabs.focused] ?? tabs.groups[0] ?? emptyGroup;

/** Every file that has a tab, once. */
export const openPaths = ({ groups }: Tabs): string[] => [
  ...new Set(groups.flatMap((group) => group.tabs.map(({ path }) => path))),
];

/** Shows a file in the focused group, or in `group`: as a preview, unless `keep` or it is there already. */
export function openTab(tabs: Tabs, path: string, { keep = false, group = tabs.focused } = {}): Tabs {
  const target = tabs.groups[group] === undefined ? tabs.focused : group;
  const changed = changeGroup(tabs, target, (one) => shown(withTab(one, path, keep), path));
  return { ...changed, focused: target, closed: tabs.closed.filter((other) => other !== path) };
}

function withTab(group: TabGroup, path: string, keep: boolean): TabGroup {
  if (group.tabs.some((tab) => tab.path === path)) return keep ? pinned(group, path) : group;
  const tab: Tab = { path, preview: !keep };
  const old = keep ? -1 : group.tabs.findIndex(({ preview }) => preview);
  if (old >= 0) {
    const replaced = group.tabs[old]?.path;
    return {
      ...group,
      tabs: group.tabs.with(old, tab),
      recent: group.recent.filter((other) => other !== replaced),
    };
  }
  const after = group.tabs.findIndex((other) => other.path === group.active);
  return { ...group, tabs: group.tabs.toSpliced(after + 1, 0, tab) };
}

function shown(group: TabGroup, path: string): TabGroup {
  return { ...group, active: path, recent: [path, ...group.recent.filter((other) => other !== path)] };
}

function pinned(group: TabGroup, path: string): TabGroup {
  if (!group.tabs.some((tab) => tab.path === path && tab.preview)) return group;
  return { ...group, tabs: group.tabs.map((tab) => (tab.path === path ? { ...tab, preview: false } : tab)) };
}

/** The file stays open, wherever it is: it was edited, or the person said so. The same object when it does already. */
export function keepTab(tabs: Tabs, path: string): Tabs {
  const groups = tabs.groups.map((group) => pinned(group, path));
  return groups.every((group, index) => group === tabs.groups[index]) ? tabs : { ...tabs, groups };
}

export function closeTab(tabs: Tabs, index: number, path: string): Tabs {
  const changed = changeGroup(tabs, index, (group) => without(group, (other) => other === path));
  const closed = [path, ...tabs.closed.filter((other) => other !== path)].slice(0, keptClosed);
  return withoutEmptyGroup({ ...changed, closed });
}

/** Closes the files a question answers yes for, in every group. The same object where none is. */
export function closeWhere(tabs: Tabs, isGone: (path: string) => boolean): Tabs {
  if (!openPaths(tabs).some(isGone)) return tabs;
  return withoutEmptyGroup({ ...tabs, groups: tabs.groups.map((group) => without(group, isGone)) });
}

/** Closes the other files of a group, as far as they may be closed. */
export function closeOthers(tabs: Tabs, index: number, path: string, mayClose: (path: string) => boolean): Tabs {
  return changeGroup(tabs, index, (group) => without(group, (other) => other !== path && mayClose(other)));
}

function without(group: TabGroup, isGone: (path: string) => boolean): TabGroup {
  const tabs = group.tabs.filter((tab) => !isGone(tab.path));
  if (tabs.length === group.tabs.length) return group;
  const recent = group.recent.filter((path) => !isGone(path));
  if (group.active === null || !isGone(group.active)) return { ...group, tabs, recent };
  const position = group.tabs.findIndex((tab) => tab.path === group.active);
  const beside = tabs[Math.min(position, tabs.length - 1)]?.path ?? null;
  return { tabs, recent, active: recent[0] ?? beside };
}

/** Opens again what was closed last; the same object when nothing was. */
export function reopenTab(tabs: Tabs, exists: (path: string) => boolean): Tabs {
  const path = tabs.closed.find(exists);
  return path === undefined ? tabs : openTab(tabs, path, { keep: true });
}

/** Moves a tab within its group or to the other; `position` counts without the tab itself. */
export function moveTab(tabs: Tabs, from: number, path: string, to: number, position: number): Tabs {
  const moved = tabs.groups[from]?.tabs.find((tab) => tab.path === path);
  if (moved === undefined || tabs.groups[to] === undefined) return tabs;
  const kept: Tab = { ...moved, preview: false };
  const put = (group: TabGroup): TabGroup => {
    const others = group.tabs.filter((tab) => tab.path !== path);
    const place = Math.max(0, Math.min(position, others.length));
    return shown({ ...group, tabs: others.toSpliced(place, 0, kept) }, path);
  };
  if (from === to) return changeGroup(tabs, from, put);
  const taken = changeGroup(tabs, from, (group) => without(group, (other) => other === path));
  return withoutEmptyGroup({ ...changeGroup(taken, to, put), focused: to });
}

/** Moves the focused group's tab one place to the left or right; the same object at the end. */
export function shiftTab(tabs: Tabs, step: -1 | 1): Tabs {
  const group = focusedGroup(tabs);
  const position = group.tabs.findIndex((tab) => tab.path === group.active);
  const place = position + step;
  if (position < 0 || place < 0 || place >= group.tabs.length) return tabs;
  return moveTab(tabs, tabs.focused, group.active ?? '', tabs.focused, place);
}

/** Shows the focused group's next or previous tab in the order they stand, round the ends. */
export function nextTab(tabs: Tabs, step: -1 | 1): Tabs {
  const group = focusedGroup(tabs);
  const position = group.tabs.findIndex((tab) => tab.path === group.active);
  const next = group.tabs.at((position + step) % Math.max(1, group.tabs.length))?.path;
  return next === undefined ? tabs : openTab(tabs, next);
}

/** Shows the same file in a second group; with two groups the focus goes to the other. */
export function splitGroup(tabs: Tabs): Tabs {
  if (tabs.groups.length > 1) return focusGroup(tabs, 1 - tabs.focused);
  const { active } = focusedGroup(tabs);
  const second: TabGroup =
    active === null ? emptyGroup : { tabs: [{ path: active, preview: false }], active, recent: [active] };
  return { ...tabs, groups: [...tabs.groups, second], focused: 1 };
}

export function focusGroup(tabs: Tabs, index: number): Tabs {
  return index === tabs.focused || tabs.groups[index] === undefined ? tabs : { ...tabs, focused: index };
}

/** A file or folder has another name: its tabs stay where they are. */
export function renamePaths(tabs: Tabs, from: string, to: string): Tabs {
  const renamed = (path: string): string => (isAtOrIn(path, from) ? to + path.slice(from.length) : path);
  return {
    ...tabs,
    closed: tabs.closed.map(renamed),
    groups: tabs.groups.map((group) => ({
      tabs: group.tabs.map((tab) => ({ ...tab, path: renamed(tab.path) })),
      active: group.active === null ? null : renamed(group.active),
      recent: group.recent.map(renamed),
    })),
  };
}

function changeGroup(tabs: Tabs, index: number, change: (group: TabGroup) => TabGroup): Tabs {
  return { ...tabs, groups: tabs.groups.map((group, at) => (at === index ? change(group) : group)) };
}

/** Of two groups one that has nothing left goes. */
function withoutEmptyGroup(tabs: Tabs): Tabs {
  if (tabs.groups.length < 2) return tabs;
  const groups = tabs.groups.filter((group) => group.tabs.length > 0);
  if (groups.length === tabs.groups.length) return tabs;
  return { ...tabs, groups: groups.length > 0 ? groups : [emptyGroup], focused: 0 };
}
