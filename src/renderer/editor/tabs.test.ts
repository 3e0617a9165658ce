import { describe, expect, test } from 'vitest';

import {
  closeTab,
  closeWhere,
  focusedGroup,
  keepTab,
  moveTab,
  nextTab,
  noTabs,
  openTab,
  renamePaths,
  reopenTab,
  shiftTab,
  splitGroup,
  type Tabs,
} from './tabs.ts';

const paths = (tabs: Tabs, group = tabs.focused): string[] =>
  (tabs.groups[group]?.tabs ?? []).map(({ path, preview }) => (preview ? `(${path})` : path));
const active = (tabs: Tabs): string | null => focusedGroup(tabs).active;
const opened = (...names: string[]): Tabs => names.reduce((tabs, name) => openTab(tabs, name, { keep: true }), noTabs);

describe('opening', () => {
  test('a preview gives its place to the next, a kept tab does not', () => {
    const one = openTab(openTab(noTabs, 'a'), 'b');
    expect(paths(one)).toEqual(['(b)']);
    const two = openTab(keepTab(one, 'b'), 'c');
    expect(paths(two)).toEqual(['b', '(c)']);
  });

  test('a new tab stands beside the shown one', () => {
    expect(paths(openTab(openTab(opened('a', 'b', 'c'), 'a'), 'x'))).toEqual(['a', '(x)', 'b', 'c']);
  });

  test('what is open is shown, and kept from then on if asked', () => {
    const tabs = openTab(openTab(opened('a'), 'b'), 'b', { keep: true });
    expect(paths(tabs)).toEqual(['a', 'b']);
    expect(keepTab(tabs, 'b')).toBe(tabs);
  });
});

describe('closing', () => {
  test('shows what was shown before', () => {
    const tabs = openTab(opened('a', 'b', 'c'), 'a');
    expect(active(closeTab(tabs, 0, 'a'))).toBe('c');
    expect(active(closeTab(closeTab(tabs, 0, 'a'), 0, 'c'))).toBe('b');
    expect(active(closeTab(opened('a'), 0, 'a'))).toBeNull();
  });

  test('can be taken back, latest first, but for what is gone', () => {
    const closed = closeTab(closeTab(opened('a', 'b', 'c'), 0, 'a'), 0, 'c');
    const once = reopenTab(closed, () => true);
    expect(active(once)).toBe('c');
    expect(active(reopenTab(once, () => true))).toBe('a');
    expect(active(reopenTab(closed, (path) => path !== 'c'))).toBe('a');
    expect(reopenTab(opened('a'), () => true)).toEqual(opened('a'));
  });

  test('files that are gone leave every group', () => {
    const tabs = closeWhere(splitGroup(opened('a', 'b')), (path) => path === 'b');
    expect(tabs.groups).toHaveLength(1);
    expect(paths(tabs)).toEqual(['a']);
  });
});

describe('moving', () => {
  test('by one place, not past the ends', () => {
    const tabs = opened('a', 'b', 'c');
    expect(paths(shiftTab(tabs, -1))).toEqual(['a', 'c', 'b']);
    expect(shiftTab(tabs, 1)).toBe(tabs);
  });

  test('to the other group, and a group that is left empty goes', () => {
    const split = splitGroup(opened('a', 'b'));
    const moved = moveTab(split, 0, 'a', 1, 0);
    expect(paths(moved, 0)).toEqual(['b']);
    expect(paths(moved, 1)).toEqual(['a', 'b']);
    const back = moveTab(moved, 0, 'b', 1, 2);
    expect(back.groups).toHaveLength(1);
    expect(paths(back)).toEqual(['a', 'b']);
  });

  test('through the tabs goes round the ends', () => {
    const tabs = opened('a', 'b', 'c');
    expect(active(nextTab(tabs, 1))).toBe('a');
    expect(active(nextTab(openTab(tabs, 'a'), -1))).toBe('c');
  });
});

describe('splitting', () => {
  test('shows the file in both groups, and goes to the other after that', () => {
    const split = splitGroup(opened('a', 'b'));
    expect(split.groups.map((group) => group.active)).toEqual(['b', 'b']);
    expect(split.focused).toBe(1);
    expect(splitGroup(split).focused).toBe(0);
  });
});

test('tabs follow a renamed folder', () => {
  const tabs = closeTab(opened('shared/a/x.ts', 'shared/a.ts', 'shared/a/y.ts'), 0, 'shared/a/y.ts');
  const renamed = renamePaths(tabs, 'shared/a', 'shared/b');
  expect(paths(renamed)).toEqual(['shared/b/x.ts', 'shared/a.ts']);
  expect(renamed.closed).toEqual(['shared/b/y.ts']);
});
