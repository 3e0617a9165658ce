import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, expect, it, vi } from 'vitest';

import { defaultPreferences } from '../../contract/shell.ts';

const shown = vi.hoisted(() => ({ menu: [] as MenuItemConstructorOptions[] }));
vi.mock('electron', () => ({
  app: { name: 'Nexo Studio', isPackaged: true, getLocale: () => 'en-US' },
  Menu: {
    buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
    setApplicationMenu: (menu: MenuItemConstructorOptions[]) => (shown.menu = menu),
  },
}));

const platform = process.platform;
afterEach(() => Object.defineProperty(process, 'platform', { value: platform }));

/** The menu of a platform: its items by the menus' names, a role or a label each; dividers left out. */
async function menuOf(name: NodeJS.Platform) {
  Object.defineProperty(process, 'platform', { value: name });
  vi.resetModules();
  const command = vi.fn();
  const { showAppMenu } = await import('./app-menu.ts');
  showAppMenu(defaultPreferences, { command, openWebsite: () => undefined });
  const items = (menu: MenuItemConstructorOptions): MenuItemConstructorOptions[] =>
    Array.isArray(menu.submenu) ? menu.submenu.filter(({ type }) => type !== 'separator') : [];
  const all = shown.menu.flatMap(items);
  return {
    menus: shown.menu.map(({ label, role }) => label ?? role),
    items: Object.fromEntries(shown.menu.map((menu) => [menu.label, items(menu).map((one) => one.role ?? one.label)])),
    keys: Object.fromEntries(all.map(({ label, accelerator }) => [label, accelerator])),
    choose: (label: string) => all.find((one) => one.label === label)?.click?.(null as never, undefined, null as never),
    command,
  };
}

it('puts what is about the app where a Mac has it', async () => {
  const { menus, items, keys } = await menuOf('darwin');
  expect(menus).toEqual(['Nexo Studio', 'File', 'Edit', 'Run', 'View', 'Window', 'Help']);
  const own = ['about', 'Settings…', 'services', 'hide', 'hideOthers', 'unhide', 'quit'];
  expect(items['Nexo Studio']).toEqual(own);
  expect(items['File']?.at(-1)).toBe('close');
  expect(items['File']).not.toContain('Settings…');
  expect(items['Help']).not.toContain('about');
  expect(keys).toMatchObject({ 'Settings…': 'CmdOrCtrl+,', Home: 'CmdOrCtrl+1' });
});

it.each(['win32', 'linux'] as const)('and in File and Help on %s', async (name) => {
  const { menus, items, keys, choose, command } = await menuOf(name);
  expect(menus).toEqual(['File', 'Edit', 'Run', 'View', 'Window', 'Help']);
  expect(items['File']?.slice(-2)).toEqual(['Settings…', 'quit']);
  expect(items['Help']?.at(-1)).toBe('about');
  expect(keys).toMatchObject({ 'Settings…': 'CmdOrCtrl+,', Home: 'Alt+1' });
  choose('New Function…');
  expect(command).toHaveBeenCalledWith('function.new');
});
