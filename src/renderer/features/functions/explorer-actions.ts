import { deleteFile } from '../../editor/file-actions.ts';
import { showFile } from '../../editor/tabs-store.ts';
import { openDialog } from '../../state/dialogs-store.ts';
import { openScreen } from '../../state/router-store.ts';
import { editName, setExpanded } from './explorer-store.ts';
import type { TreeRow } from './explorer-tree.ts';

/** Shows what a row stands for: a file, a function's code, or what is in a folder. */
export function openRow(row: TreeRow, { keep = false, onOpen }: { keep?: boolean; onOpen?: () => void } = {}): void {
  if (row.kind === 'folder' || row.kind === 'shared') return setExpanded(row.path, !row.expanded);
  if (row.kind === 'file') showFile(row.path, { keep });
  else if (row.item.damage?.file.endsWith('/function.json')) openScreen({ name: 'editor', functionId: row.item.id });
  else showFile(row.item.file, { keep });
  onOpen?.();
}

export function renameRow(row: TreeRow): void {
  if (row.kind === 'function') openDialog({ kind: 'rename-function', functionId: row.item.id });
  else if (row.kind !== 'shared') editName({ kind: 'rename', path: row.path });
}

export function deleteRow(row: TreeRow): void {
  if (row.kind === 'function') openDialog({ kind: 'delete-function', functionId: row.item.id });
  else if (row.kind !== 'shared') void deleteFile(row.path);
}

/** A new file in a folder, named where it is going to stand. */
export function newFileIn(folder: string): void {
  setExpanded(folder, true);
  editName({ kind: 'new', folder });
}
