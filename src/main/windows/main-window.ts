import path from 'node:path';

import { BrowserWindow, nativeTheme } from 'electron';

import { appOrigin } from '../app-scheme.ts';
import type { SettingsStore } from '../settings.ts';
import { rememberBounds, restoredBounds } from './window-bounds.ts';

/** Shown until the page paints, so that a dark window does not flash white. */
const backgroundColors = { light: '#f5f4f0', dark: '#0e1211' };

/** Opens the app's window; it is shown once the page has something to show. */
export function openMainWindow(settings: SettingsStore): BrowserWindow {
  const window = new BrowserWindow({
    ...restoredBounds(settings.get().window),
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Nexo Studio',
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgroundColors.dark : backgroundColors.light,
    webPreferences: {
      preload: path.join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (settings.get().window?.maximized) window.maximize();
  rememberBounds(window, settings);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${appOrigin}/`);
  return window;
}
