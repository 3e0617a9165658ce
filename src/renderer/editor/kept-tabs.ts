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
});
export type KeptTabs = z.infer<typeof keptTabsSchema>;

/** The tabs as they are written, with where the person was in their files: plain data, whatever the editor gave. */
export function tabsToKeep({ groups, focused, closed }: Tabs, views: Readonly<Record<string, ViewState>>): unknown {
  const open = new Set(openPaths({ groups, focused, closed }));
  const shown = Object.fromEntries(Object.entries(views).filter(([path]) => open.has(path)));
  // What an editor remembers of itself may hold more than a database takes.
  return JSON.parse(JSON.stringify({ groups, focused, closed, views: shown }));
}

/** What was kept; undefined for what cannot be read. */
export function readKeptTabs(value: unknown): { tabs: Tabs; views: Record<string, ViewState> } | undefined {
  const kept = keptTabsSchema.safeParse(value).data;
  if (kept === undefined) return undefined;
  const { views, ...tabs } = kept;
  return { tabs: { ...tabs, focused: Math.min(tabs.focused, tabs.groups.length - 1) }, views };
}
