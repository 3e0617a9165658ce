import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron';

/** Lets the person choose a file or folder, over the window where there is one; null when they thought better of it. */
export async function askForPath(options: OpenDialogOptions): Promise<string | null> {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
  return filePaths[0] ?? null;
}
