import { type BrowserWindow, dialog } from 'electron';

import { shellTexts } from '../shell-texts.ts';
import type { SettingsStore } from '../settings.ts';

/** Asks before the window goes when the page says, by its `beforeunload`, that something would be lost. */
export function confirmLeaving(window: BrowserWindow, settings: SettingsStore): void {
  window.webContents.on('will-prevent-unload', (event) => {
    const texts = shellTexts(settings.get().language);
    const choice = dialog.showMessageBoxSync(window, {
      type: 'warning',
      message: texts.leaveQuestion,
      detail: texts.leaveDetail,
      buttons: [texts.stay, texts.leave],
      defaultId: 0,
      cancelId: 0,
    });
    if (choice === 1) event.preventDefault();
  });
}
