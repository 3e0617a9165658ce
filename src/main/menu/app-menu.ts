import { Menu, type MenuItemConstructorOptions, app } from 'electron';

import type { MenuCommand, UiLanguage } from '../../contract/shell.ts';
import { type ShellTexts, shellTexts } from '../shell-texts.ts';

export interface MenuActions {
  command(command: MenuCommand): void;
  chooseWorkspace(): void;
  openWebsite(): void;
}

/** Puts up the application menu in the given language; roles bring the platform's own texts and keys. */
export function showAppMenu(language: UiLanguage, actions: MenuActions): void {
  const texts = shellTexts(language);
  const macMenu: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...macMenu,
      { label: texts.file, submenu: fileItems(texts, actions) },
      { label: texts.edit, role: 'editMenu' },
      { label: texts.run, submenu: [commandItem(texts.runFunction, 'function.run', 'CmdOrCtrl+Enter', actions)] },
      { label: texts.view, submenu: viewItems(texts, actions) },
      { label: texts.window, role: 'windowMenu' },
      { label: texts.help, role: 'help', submenu: [{ label: texts.website, click: actions.openWebsite }] },
    ]),
  );
}

function fileItems(texts: ShellTexts, actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    commandItem(texts.newFunction, 'function.new', 'CmdOrCtrl+N', actions),
    { label: texts.openWorkspace, click: actions.chooseWorkspace },
    { type: 'separator' },
    commandItem(texts.save, 'function.save', 'CmdOrCtrl+S', actions),
    { type: 'separator' },
    { role: process.platform === 'darwin' ? 'close' : 'quit' },
  ];
}

function viewItems(texts: ShellTexts, actions: MenuActions): MenuItemConstructorOptions[] {
  const developerItems: MenuItemConstructorOptions[] = app.isPackaged
    ? []
    : [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }];
  return [
    commandItem(texts.home, 'screen.home', 'Alt+1', actions),
    commandItem(texts.dashboard, 'screen.dashboard', 'Alt+2', actions),
    commandItem(texts.functions, 'screen.functions', 'Alt+3', actions),
    { type: 'separator' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    ...developerItems,
  ];
}

/** The page sees every key first; one it takes for itself, as the code editor does, never comes here. */
function commandItem(
  label: string,
  command: MenuCommand,
  accelerator: string,
  actions: MenuActions,
): MenuItemConstructorOptions {
  return { label, accelerator, click: () => actions.command(command) };
}
