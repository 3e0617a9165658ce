import { z } from 'zod';

import { openPaths, type Tabs } from './tabs.ts';
import type { ViewState } from './view-states.ts';

const keptTabsSchema = z.object({
  groups: z
    .array(
      z.object({
        tabs: z.array(z.object({ path: z.string(), preview: z.boolean() })),
        active: z.string().nullable(),
        recent: z.array(z.string()),
      }),
    )
    .min(1)
    .max(2),
  focused: z.int().min(0).max(1),
  closed: z.array(z.string()),
  views: z.record(z.string(), z.looseObject({})),
  functionId: z.string().nullable(),
});

export interface KeptTabs {
  tabs: Tabs;
  /** Where the person was in the files. */
  views: Readonly<Record<string, ViewState>>;
  /** The function the editor was about: a shared file does not tell. */
  functionId: string | null;
}

/** The tabs as they are written: plain data, whatever the editor gave. */
export function tabsToKeep({ tabs, views, functionId }: KeptTabs): unknown {
  const open = new Set(openPaths(tabs));
  const shown = Object.fromEntries(Object.entries(views).filter(([path]) => open.has(path)));
  // What an editor remembers of itself may hold more than a database takes.
  return JSON.parse(JSON.stringify({ ...tabs, views: shown, functionId }));
}

/** What was kept; undefined for what cannot be read. */
export function readKeptTabs(value: unknown): KeptTabs | undefined {
  const kept = keptTabsSchema.safeParse(value).data;
  if (kept === undefined) return undefined;
  const { views, functionId, ...tabs } = kept;
  return { tabs: { ...tabs, focused: Math.min(tabs.focused, tabs.groups.length - 1) }, views, functionId };
}
