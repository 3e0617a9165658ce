import { engine } from '../api/clients.ts';
import { i18n } from '../i18n/i18n.ts';
import { useFiles } from '../state/files-store.ts';
import { reportProblem, showToast } from '../state/toasts-store.ts';
import { baseName, isAtOrIn } from '../state/workspace-paths.ts';
import { moveDrafts } from './drafts-store.ts';
import { openPlace } from './open-place.ts';
import { freeName } from './free-name.ts';
import { relinkImports } from './relink-imports.ts';
import { replaceTexts } from './replace-texts.ts';
import { renamePaths } from './tabs.ts';
import { changeTabs } from './tabs-store.ts';
import { workspaceTexts } from './workspace-texts.ts';

/** Files on their way to another name: their tabs wait for it. */
const moving = new Set<string>();
export const isMoving = (path: string): boolean =>
  [...moving].some((from) => path === from || path.startsWith(`${from}/`));

/** Makes an empty file and opens it. Rejects with what the engine says. */
export async function createFile(path: string): Promise<void> {
  await engine.files.create({ path, text: '' });
  openPlace({ file: path }, { keep: true });
}

/**
 * Gives a file or folder another name; tabs, unsaved text and the imports that lead there go along, and all of it can be
 * undone. Rejects with what the engine says.
 */
export async function moveFile(from: string, to: string): Promise<void> {
  if (from === to) return;
  // Before, as the imports have to be understood as they are.
  const changes = relinkImports(await workspaceTexts(), from, to);
  await moveOnDisk(from, to);
  const failed = await replaceTexts(changes);
  const undo = async () => {
    await moveOnDisk(to, from);
    await replaceTexts(
      changes.map((change) => ({
        path: isAtOrIn(change.path, to) ? from + change.path.slice(to.length) : change.path,
        from: change.to,
        to: change.from,
      })),
    );
  };
  const count = changes.length - failed.length;
  showToast({
    tone: failed.length > 0 ? 'info' : 'ok',
    title: i18n.t('functions.moved', { name: baseName(to) }),
    ...(count > 0 && { description: i18n.t('functions.importsFollow', { count }) }),
    action: { label: i18n.t('common.undo'), run: () => void undo().catch(reportProblem) },
  });
}

async function moveOnDisk(from: string, to: string): Promise<void> {
  moving.add(from);
  try {
    await engine.files.move({ path: from, to });
    changeTabs((tabs) => renamePaths(tabs, from, to));
    moveDrafts(from, to);
  } finally {
    moving.delete(from);
  }
}

/** Deletes a file or folder, and offers to bring it back. */
export async function deleteFile(path: string): Promise<void> {
  try {
    const { removal } = await engine.files.remove({ path });
    showToast({
      tone: 'info',
      title: i18n.t('functions.deleted', { name: baseName(path) }),
      action: {
        label: i18n.t('common.undo'),
        run: () => void engine.files.restore({ removal }).catch(reportProblem),
      },
    });
  } catch (error) {
    reportProblem(error);
  }
}

/** Copies a file as it is on the disk beside itself, and opens the copy. */
export async function duplicateFile(path: string): Promise<void> {
  try {
    const { text } = await engine.files.read({ path });
    const copy = freeName(path, useFiles.getState().paths);
    await engine.files.create({ path: copy, text });
    openPlace({ file: copy }, { keep: true });
  } catch (error) {
    reportProblem(error);
  }
}
