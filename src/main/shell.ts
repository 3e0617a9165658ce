import { isDeepStrictEqual } from 'node:util';

import { nativeTheme, shell as system } from 'electron';

import { EventPublisher } from '@orpc/server';

import type { CommandId } from '../contract/command.ts';
import type { GatewayPreferences, Preferences } from '../contract/shell.ts';
import { askForPath } from './ask-for-path.ts';
import type { EngineHost } from './engine-link/engine-host.ts';
import { allowedExternalUrl } from './external-link.ts';
import { shellTexts } from './shell-texts.ts';
import type { OpenRequests } from './open-requests.ts';
import { preferencesIn, type Settings, type SettingsStore } from './settings.ts';
import type { Vault } from './secrets/vault.ts';
import type { WorkspaceChoice } from './workspace-choice.ts';

/** What the app does around the page, for its menu and for the page alike. */
export interface Shell {
  readonly engine: EngineHost;
  readonly settings: SettingsStore;
  readonly workspace: WorkspaceChoice;
  readonly vault: Vault;
  readonly opens: OpenRequests;
  readonly menuCommands: EventPublisher<{ command: CommandId }>;
  /** Starts the engine on the chosen workspace, then hands it the secrets. */
  openWorkspace(): Promise<void>;
  /** Starts the engine afresh; on another port, until the app ends, if one is given. */
  restartEngine(port?: number): Promise<void>;
  /** Lets the person choose a folder and opens it; null when they thought better of it. */
  chooseWorkspace(): Promise<string | null>;
  /** Opens a folder that was opened before; false for any other. */
  openRecent(folder: string): Promise<boolean>;
  /** Opens the system's browser. False when the address is not one a page may open. */
  openLink(url: string): Promise<boolean>;
  setPreferences(change: Partial<Preferences>): Promise<Preferences>;
}

export function createShell(
  engine: EngineHost,
  settings: SettingsStore,
  workspace: WorkspaceChoice,
  vault: Vault,
  opens: OpenRequests,
): Shell {
  let addr: string | undefined;

  const restartEngine = (port?: number): Promise<void> => {
    if (port !== undefined) addr = `127.0.0.1:${port}`;
    const { gateway, historyMb } = settings.get();
    return engine.restart({
      workspace: workspace.folder,
      addr: addr ?? addressOf(gateway),
      requireToken: gateway.requireToken,
      ...(historyMb !== null && { historyMb: String(historyMb) }),
    });
  };
  // One workspace's secrets are no other's: the engine gets them once the one before is gone.
  const openWorkspace = async (): Promise<void> => {
    const { folder } = workspace;
    noteRecent(settings, folder);
    vault.close();
    await restartEngine();
    // Where another was chosen meanwhile, opening that one opens its secrets.
    if (workspace.folder === folder) await vault.open(folder);
  };
  return {
    engine,
    settings,
    workspace,
    vault,
    opens,
    menuCommands: new EventPublisher(),
    openWorkspace,
    restartEngine,
    async chooseWorkspace() {
      const folder = await askForFolder(settings, workspace.folder);
      if (folder === null) return null;
      await workspace.choose(folder);
      await openWorkspace();
      return folder;
    },
    async openRecent(folder) {
      if (!recentIn(settings.get()).includes(folder)) return false;
      await workspace.choose(folder);
      await openWorkspace();
      return true;
    },
    async openLink(url) {
      const state = engine.state.get();
      const allowed = allowedExternalUrl(url, state.phase === 'ready' ? state.url : undefined);
      if (allowed !== undefined) await system.openExternal(allowed);
      return allowed !== undefined;
    },
    async setPreferences(change) {
      const before = settings.get();
      const saved = settings.update(change);
      const preferences = preferencesIn(settings.get());
      // Even the same one makes Chromium look for its colours anew.
      if (preferences.theme !== before.theme) nativeTheme.themeSource = preferences.theme;
      if (change.gateway && !isDeepStrictEqual(change.gateway, before.gateway)) {
        addr = undefined;
        void restartEngine();
      } else if (preferences.historyMb !== before.historyMb) void restartEngine();
      await saved;
      return preferences;
    },
  };
}

function askForFolder(settings: SettingsStore, current: string): Promise<string | null> {
  const { chooseWorkspace: title } = shellTexts(settings.get().language);
  return askForPath({ title, defaultPath: current, properties: ['openDirectory', 'createDirectory'] });
}

/** Undefined leaves it to the engine's environment variable or its default. */
function addressOf({ port, exposed }: GatewayPreferences): string | undefined {
  if (port === null && !exposed) return undefined;
  return `${exposed ? '0.0.0.0' : '127.0.0.1'}:${port ?? 3000}`;
}

const keptRecent = 8;

export const recentIn = ({ recentWorkspaces = [] }: Settings): readonly string[] => recentWorkspaces;

function noteRecent(settings: SettingsStore, folder: string): void {
  const others = recentIn(settings.get()).filter((other) => other !== folder);
  // What cannot be written is known until the app ends, which is all there is to this list.
  settings.update({ recentWorkspaces: [folder, ...others].slice(0, keptRecent) }).catch(() => {});
}
