import { create } from 'zustand';

import type { ImportSource } from '../../contract/import.ts';

/** The dialog that is open, if one is. Any screen may open one; the frame shows it. */
export type OpenDialog =
  | { kind: 'palette' }
  | { kind: 'shortcuts' }
  | { kind: 'switch-workspace' }
  | { kind: 'switch-environment' }
  | { kind: 'notifications' }
  | { kind: 'create-function'; templateId?: string }
  | { kind: 'function-settings'; functionId: string }
  | { kind: 'versions'; functionId: string }
  | { kind: 'delete-function'; functionId: string }
  | { kind: 'rename-function'; functionId: string }
  | { kind: 'duplicate-function'; functionId: string }
  | { kind: 'close-file'; path: string; group: number }
  | { kind: 'export'; functionId?: string }
  | { kind: 'import'; source?: ImportSource; file?: string }
  | { kind: 'quick-open' };

export const useDialogs = create<{ dialog: OpenDialog | null }>()(() => ({ dialog: null }));

export const openDialog = (dialog: OpenDialog): void => useDialogs.setState({ dialog });
export const closeDialog = (): void => useDialogs.setState({ dialog: null });
