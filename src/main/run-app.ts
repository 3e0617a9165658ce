import path from 'node:path';

import { app, BrowserWindow, nativeTheme, session } from 'electron';

import { acceptPorts } from './accept-ports.ts';
import { serveAppScheme } from './app-scheme.ts';
import { createEngineHost } from './engine-link/engine-host.ts';
import { startEngineProcess } from './engine-link/engine-process.ts';
import { locateEngine } from './engine-link/engine-program.ts';
import { confineAllContents, refusePermissions } from './lock-down.ts';
import { showAppMenu } from './menu/app-menu.ts';
import { finishOnQuit } from './quit.ts';
import { systemCipher } from './secrets/cipher.ts';
import { createVault } from './secrets/vault.ts';
import type { OpenRequests } from './open-requests.ts';
import { openSettings, type SettingsStore } from './settings.ts';
import { createShell, type Shell } from './shell.ts';
import { openMainWindow } from './windows/main-window.ts';
import { createWorkspaceChoice } from './workspace-choice.ts';

const website = 'https://nexo.studio';

/** Everything that happens once Electron is ready, in order. */
export async function runApp(opens: OpenRequests): Promise<void> {
  const settings = await openSettings(path.join(app.getPath('userData'), 'settings.json'));
  nativeTheme.themeSource = settings.get().theme;

  confineAllContents();
  refusePermissions(session.defaultSession);
  serveAppScheme(path.join(import.meta.dirname, '../renderer'));

  const program = locateEngine();
  const vault = createVault(path.join(app.getPath('userData'), 'secrets'), systemCipher, (values) =>
    engine.tellSecrets(values),
  );
  const engine = createEngineHost((engineSettings) => startEngineProcess(program, engineSettings, vault.values()));
  const shell = createShell(engine, settings, createWorkspaceChoice(settings, process.env), vault, opens);
  finishOnQuit(engine, settings);
  acceptPorts(shell);
  keepMenuCurrent(shell);

  void shell.openWorkspace();
  openMainWindow(settings);
  keepOneWindow(settings);
}

function keepMenuCurrent(shell: Shell): void {
  const actions = {
    // This one must do without a window, too.
    command: (command) =>
      command === 'workspace.open' ? void shell.chooseWorkspace() : shell.menuCommands.publish('command', command),
    openWebsite: () => void shell.openLink(website),
  } satisfies Parameters<typeof showAppMenu>[1];
  let shown = shell.settings.get();
  showAppMenu(shown, actions);
  shell.settings.listen((settings) => {
    const unchanged = settings.language === shown.language && settings.keybindings === shown.keybindings;
    shown = settings;
    if (!unchanged) showAppMenu(settings, actions);
  });
}

/** Starting the app again, clicking its icon, or opening something with it brings up the window there is, or a new one. */
function keepOneWindow(settings: SettingsStore): void {
  const show = (): void => {
    const window = BrowserWindow.getAllWindows()[0] ?? openMainWindow(settings);
    if (window.isMinimized()) window.restore();
    window.focus();
  };
  app.on('second-instance', show);
  app.on('activate', show);
  // A Mac's app lives on without a window; what it opens would wait for one unseen.
  app.on('open-url', show);
  app.on('open-file', show);
}
