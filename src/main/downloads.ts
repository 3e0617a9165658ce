import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { app, BrowserWindow, dialog, shell as system } from 'electron';

/** Files that the page hands over and the person finds a place for. */
export interface Downloads {
  /** The file's path; null when the person thought better of it. Rejects when it cannot be written. */
  save(name: string, content: Buffer): Promise<string | null>;
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
    reveal(file) {
      if (saved.has(file)) system.showItemInFolder(file);
      return saved.has(file);
    },
  };
}
