import { expect, test } from 'vitest';

import { readKeptTabs, tabsToKeep } from './kept-tabs.ts';
import { noTabs, openTab } from './tabs.ts';

const tabs = openTab(openTab(noTabs, 'shared/a.ts', { keep: true }), 'shared/b.ts');

test('tabs come back with where the person was in them', () => {
  const views = { 'shared/a.ts': { line: 3, later: () => 1 }, 'shared/closed.ts': { line: 9 } };
  const kept = tabsToKeep({ tabs, views, functionId: 'shop' });
  const read = { tabs, views: { 'shared/a.ts': { line: 3 } }, functionId: 'shop' };
  expect(readKeptTabs(structuredClone(kept))).toEqual(read);
});

test.each([undefined, null, 'text', {}, { groups: [], focused: 0, closed: [], views: {} }])(
  '%j is no tabs',
  (damaged) => {
    expect(readKeptTabs(damaged)).toBeUndefined();
  },
);
