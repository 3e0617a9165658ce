import { z } from 'zod';

import { isDirty } from './drafts.ts';
import type { Draft } from './drafts.ts';

/** Where unsaved drafts outlive the window. Values are plain data. */
export interface DraftStorage {
  /** Undefined when nothing was written. */
  read(workspace: string): Promise<unknown>;
  /** Resolves when the value would survive a crash of the app; rejects when it cannot be kept. */
  write(workspace: string, value: KeptDrafts): Promise<void>;
}

const keptDraftsSchema = z.object({
  /** Unix time in milliseconds, to tell the newer of two copies. */
  at: z.number(),
  drafts: z.record(z.string(), z.object({ saved: z.string(), text: z.string() })),
});
export type KeptDrafts = z.infer<typeof keptDraftsSchema>;

/** The unsaved among the drafts, as they are kept. */
export function draftsToKeep(drafts: Readonly<Record<string, Draft>>, at: number): KeptDrafts {
  const unsaved = Object.entries(drafts).filter(([, draft]) => isDirty(draft));
  return { at, drafts: Object.fromEntries(unsaved.map(([path, { saved, text }]) => [path, { saved, text }])) };
}

/**
 * The drafts of the newest readable copy; what cannot be read counts as none. Earlier versions kept one draft for each
 * function, by its id: `entryOf` says which file that was.
 */
export function restoreDrafts(
  copies: readonly unknown[],
  entryOf: (id: string) => string | undefined = () => undefined,
): Record<string, Draft> {
  const readable = copies.map((copy) => keptDraftsSchema.safeParse(copy)).filter(({ success }) => success);
  const newest = readable.map(({ data }) => data).toSorted((a, b) => (b?.at ?? 0) - (a?.at ?? 0))[0];
  return Object.fromEntries(
    Object.entries(newest?.drafts ?? {}).map(([key, draft]) => [
      (key.includes('/') ? undefined : entryOf(key)) ?? key,
      { ...draft, theirs: null },
    ]),
  );
}
