import { create } from 'zustand';

import type { ImportSource } from '../../contract/import.ts';

/** The dialog that is open, if one is. Any screen may open one; the frame shows it. */
export type OpenDialog =
  | { kind: 'palette' }
  | { kind: 'shortcuts' }
  | { kind: 'switch-workspace' }
  | { kind: 'switch-environment' }
  | { kind: 'choose-preset' }
  | { kind: 'env-file' }
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

interface DialogsStore {
  dialog: OpenDialog | null;
  /** How many were opened: another number is another dialog, of whatever kind. */
  opened: number;
}

export const useDialogs = create<DialogsStore>()(() => ({ dialog: null, opened: 0 }));

export const openDialog = (dialog: OpenDialog): void =>
  useDialogs.setState(({ opened }) => ({ dialog, opened: opened + 1 }));
export const closeDialog = (): void => useDialogs.setState({ dialog: null });
