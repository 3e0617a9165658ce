import { z } from 'zod';

import type { KeyChord } from './key-chord.ts';

/** Where a command stands in lists, in this order. */
export const commandGroups = ['app', 'go', 'function', 'test', 'calls', 'file', 'workspace', 'view'] as const;
export type CommandGroup = (typeof commandGroups)[number];

interface CommandDefinition {
  group: CommandGroup;
  /** The keys it has until a person chooses others. */
  keys?: readonly KeyChord[];
  /** The same on a Mac, where they differ. */
  macKeys?: readonly KeyChord[];
}

/**
 * Everything the app can be told to do by menu, palette or key: the one list of it. A command is available while
 * something on the screen answers it (`onCommand` in the window); its title is `commands.<id>` of the window's words.
 */
export const commands = {
  'palette.open': { group: 'app', keys: ['Mod+K', 'Mod+Shift+P'] },
  'settings.open': { group: 'app', keys: ['Mod+,'] },
  'settings.keyboard': { group: 'app' },
  'settings.environments': { group: 'app' },
  'shortcuts.show': { group: 'app', keys: ['?'] },
  'gateway.copy': { group: 'app' },
  'engine.restart': { group: 'app' },
  'screen.home': { group: 'go', keys: ['Alt+1'], macKeys: ['Mod+1'] },
  'screen.dashboard': { group: 'go', keys: ['Alt+2'], macKeys: ['Mod+2'] },
  'screen.functions': { group: 'go', keys: ['Alt+3'], macKeys: ['Mod+3'] },
  'screen.calls': { group: 'go', keys: ['Alt+5'], macKeys: ['Mod+5'] },
  'screen.editor': { group: 'go', keys: ['Alt+4'], macKeys: ['Mod+4'] },
  'quick.open': { group: 'go', keys: ['Mod+P'] },
  'search.open': { group: 'go', keys: ['Mod+Shift+F'] },
  'problems.show': { group: 'go', keys: ['Mod+Shift+M'] },
  'problems.check': { group: 'go' },
  'problems.next': { group: 'go', keys: ['F8'] },
  'problems.previous': { group: 'go', keys: ['Shift+F8'] },
  'packages.show': { group: 'function' },
  'function.new': { group: 'function', keys: ['Mod+N'] },
  'function.save': { group: 'function', keys: ['Mod+S'] },
  'function.run': { group: 'function', keys: ['Mod+Enter'] },
  'function.publish': { group: 'function', keys: ['Mod+Shift+Enter'] },
  'function.versions': { group: 'function', keys: ['Mod+Shift+H'] },
  'function.rollBack': { group: 'function', keys: ['Mod+Shift+Backspace'] },
  'function.settings': { group: 'function' },
  'function.delete': { group: 'function' },
  'function.rename': { group: 'function' },
  'function.duplicate': { group: 'function' },
  'function.copyAddress': { group: 'function' },
  'function.reveal': { group: 'function' },
  'function.resume': { group: 'function' },
  'function.trust': { group: 'function' },
  'request.show': { group: 'test' },
  'request.copyCurl': { group: 'test' },
  'request.copyFetch': { group: 'test' },
  'answer.saveAsTest': { group: 'test' },
  'tests.show': { group: 'test' },
  'tests.new': { group: 'test' },
  'tests.run': { group: 'test' },
  'tests.runAll': { group: 'test' },
  'burst.show': { group: 'test' },
  'runMarks.toggle': { group: 'test' },
  'calls.below': { group: 'calls' },
  'calls.filter': { group: 'calls' },
  'calls.pause': { group: 'calls' },
  'calls.replay': { group: 'calls' },
  'calls.export': { group: 'calls' },
  'calls.clear': { group: 'calls' },
  'file.new': { group: 'file' },
  'file.saveAll': { group: 'file', keys: ['Mod+Alt+S'] },
  'file.format': { group: 'file', keys: ['Alt+Shift+F'] },
  'tab.close': { group: 'file', keys: ['Mod+W'] },
  'tab.reopen': { group: 'file', keys: ['Mod+Shift+T'] },
  'tab.recent': { group: 'file', keys: ['Mod+Tab'], macKeys: ['Ctrl+Tab'] },
  'tab.recentBack': { group: 'file', keys: ['Mod+Shift+Tab'], macKeys: ['Ctrl+Shift+Tab'] },
  'tab.next': { group: 'file', keys: ['Mod+PageDown'] },
  'tab.previous': { group: 'file', keys: ['Mod+PageUp'] },
  'tab.moveLeft': { group: 'file', keys: ['Mod+Shift+PageUp'] },
  'tab.moveRight': { group: 'file', keys: ['Mod+Shift+PageDown'] },
  'tab.split': { group: 'file', keys: ['Mod+\\'] },
  'workspace.open': { group: 'workspace', keys: ['Mod+O'] },
  'workspace.switch': { group: 'workspace' },
  'environment.switch': { group: 'workspace' },
  'environment.import': { group: 'workspace' },
  'limits.compare': { group: 'workspace' },
  'notifications.show': { group: 'app' },
  'workspace.reveal': { group: 'workspace' },
  'workspace.import': { group: 'workspace' },
  'workspace.export': { group: 'workspace', keys: ['Mod+Shift+E'] },
  'drawer.toggle': { group: 'view', keys: ['Mod+J'] },
  'theme.system': { group: 'view' },
  'theme.light': { group: 'view' },
  'theme.dark': { group: 'view' },
  'language.en': { group: 'view' },
  'language.zh-CN': { group: 'view' },
} as const satisfies Record<string, CommandDefinition>;

export type CommandId = keyof typeof commands;
export const commandIds = Object.keys(commands) as CommandId[];

export const commandIdSchema = z.enum(commandIds as [CommandId, ...CommandId[]]);

/** What a command is, as the list says. */
export const definitionOf = (id: CommandId): CommandDefinition => commands[id];
