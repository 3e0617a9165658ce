import { isUnsaved, useDrafts } from '../../editor/drafts-store.ts';
import { openPaths } from '../../editor/tabs.ts';
import { closeFile, useTabs } from '../../editor/tabs-store.ts';
import { openDialog } from '../../state/dialogs-store.ts';

/** Closes a file's tab; asks first when that would hide unsaved text. */
export function askToClose(path: string, group: number): void {
  const elsewhere = useTabs.getState().groups.filter((_, index) => index !== group);
  const isElsewhere = openPaths({ groups: elsewhere, focused: 0, closed: [] }).includes(path);
  if (!isElsewhere && isUnsaved(useDrafts.getState().drafts, path)) openDialog({ kind: 'close-file', path, group });
  else closeFile(path, group);
}
