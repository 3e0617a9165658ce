import { Menu, type MenuItemConstructorOptions, app } from 'electron';

import type { CommandId } from '../../contract/command.ts';
import { keysOf } from '../../contract/keybindings.ts';
import { type ShellTexts, shellTexts } from '../shell-texts.ts';
import type { Settings } from '../settings.ts';
import { acceleratorOf } from './accelerator.ts';

export interface MenuActions {
  command(command: CommandId): void;
  openWebsite(): void;
}

type CommandItem = (command: keyof ShellTexts['commands']) => MenuItemConstructorOptions;
const separator: MenuItemConstructorOptions = { type: 'separator' };
const apple = process.platform === 'darwin';

/** Puts up the application menu in the person's language and with their keys; roles bring the platform's own. */
export function showAppMenu({ language, keybindings }: Settings, actions: MenuActions): void {
  const texts = shellTexts(language);
  // The page sees every key first; one it takes for itself never comes here.
  const item: CommandItem = (command) => ({
    label: texts.commands[command],
    accelerator: acceleratorOf(keysOf(command, keybindings, apple)[0] ?? ''),
    click: () => actions.command(command),
  });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(apple ? [appleMenu(item)] : []),
      { label: texts.file, submenu: fileItems(item) },
      { label: texts.edit, role: 'editMenu' },
      { label: texts.run, submenu: [item('function.run')] },
      { label: texts.view, submenu: viewItems(item) },
      { label: texts.window, role: 'windowMenu' },
      { label: texts.help, role: 'help', submenu: helpItems(texts, item, actions) },
    ]),
  );
}

/** Where a Mac keeps an app's settings. */
function appleMenu(item: CommandItem): MenuItemConstructorOptions {
  return {
    label: app.name,
    submenu: [
      { role: 'about' },
      separator,
      item('settings.open'),
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
}

function fileItems(item: CommandItem): MenuItemConstructorOptions[] {
  return [
    item('function.new'),
    item('workspace.open'),
    separator,
    item('workspace.import'),
    item('workspace.export'),
    separator,
    item('function.save'),
    separator,
    ...(apple ? [] : [item('settings.open'), separator]),
    { role: apple ? 'close' : 'quit' },
  ];
}

function viewItems(item: CommandItem): MenuItemConstructorOptions[] {
  const developerItems: MenuItemConstructorOptions[] = app.isPackaged
    ? []
    : [separator, { role: 'reload' }, { role: 'toggleDevTools' }];
  return [
    item('palette.open'),
    separator,
    item('screen.home'),
    item('screen.dashboard'),
    item('screen.functions'),
    item('screen.calls'),
    item('screen.editor'),
    separator,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    separator,
    { role: 'togglefullscreen' },
    ...developerItems,
  ];
}

function helpItems(texts: ShellTexts, item: CommandItem, actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    item('shortcuts.show'),
    separator,
    { label: texts.website, click: actions.openWebsite },
    // A Mac has it in the app's own menu.
    ...(apple ? [] : [separator, { role: 'about' as const }]),
  ];
}
