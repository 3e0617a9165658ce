import { app, dialog } from 'electron';

import { registerAppScheme } from './app-scheme.ts';
import { collectOpenRequests } from './open-requests.ts';
import { runApp } from './run-app.ts';

// What has to happen before Electron is ready.
registerAppScheme();
// Under --no-sandbox, which root needs, insisting would keep Chromium's processes from starting at all.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

if (app.requestSingleInstanceLock()) {
  const opens = collectOpenRequests();
  // From a checkout the system would start Electron without the app.
  if (app.isPackaged) app.setAsDefaultProtocolClient('nexo');
  app
    .whenReady()
    .then(() => runApp(opens))
    .catch(giveUp);
} else {
  app.quit();
}

/** Nothing works without what failed, so the person is told and the app ends. */
function giveUp(error: unknown): void {
  dialog.showErrorBox('Nexo Studio', error instanceof Error ? error.message : String(error));
  app.exit(1);
}
