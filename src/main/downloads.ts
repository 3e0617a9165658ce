import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { app, BrowserWindow, dialog, shell as system } from 'electron';

import { unpackOwn } from '../bundle/output/unpack-own.ts';
import { writeFolder } from '../bundle/output/write-folder.ts';
import { askForPath } from './ask-for-path.ts';

/** Files that the page hands over and the person finds a place for. */
export interface Downloads {
  /** The file's path; null when the person thought better of it. Rejects when it cannot be written. */
  save(name: string, content: Buffer): Promise<string | null>;
  /** The folder's path; null when the person thought better of it. Rejects for one that holds others' files. */
  unpack(name: string, zip: Buffer): Promise<string | null>;
  /** False for anything but what `save` wrote. */
  reveal(file: string): boolean;
}

export function createDownloads(): Downloads {
  const saved = new Set<string>();
  return {
    async save(name, content) {
      const options = { defaultPath: path.join(app.getPath('downloads'), path.basename(name)) };
      const window = BrowserWindow.getFocusedWindow();
      const asked = window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options);
      const { canceled, filePath } = await asked;
      if (canceled || !filePath) return null;
      await writeFile(filePath, content);
      saved.add(filePath);
      return filePath;
    },
    async unpack(name, zip) {
      const files = await unpackOwn(zip);
      const parent = await askForPath({ properties: ['openDirectory', 'createDirectory'] });
      if (parent === null) return null;
      const folder = path.join(parent, name);
      await writeFolder(folder, files, false);
      saved.add(folder);
      return folder;
    },
    reveal(file) {
      if (saved.has(file)) system.showItemInFolder(file);
      return saved.has(file);
    },
  };
}
