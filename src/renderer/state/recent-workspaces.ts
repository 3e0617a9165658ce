import { create } from 'zustand';

/** Folders opened before, latest first, kept current by live-sync. */
export const useRecentWorkspaces = create<{ folders: readonly string[] }>()(() => ({ folders: [] }));
