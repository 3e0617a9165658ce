import { implement, ORPCError } from '@orpc/server';
import { app, shell as system } from 'electron';

import { type AppInfo, type Preferences, shellContract } from '../../contract/shell.ts';
import { preferencesIn } from '../settings.ts';
import { WrongPassphraseError } from '../secrets/passphrase.ts';
import { NoKeyStoreError } from '../secrets/vault.ts';
import { createDownloads } from '../downloads.ts';
import { createImports } from '../imports.ts';
import { recentIn, type Shell } from '../shell.ts';
import { pathInWorkspace } from '../workspace-path.ts';

/** Answers the shell's contract. Every input has been parsed by its schema before it comes here. */
export function createShellRouter(shell: Shell) {
  const os = implement(shellContract);
  const downloads = createDownloads();
  const imports = createImports();
  return os.router({
    engine: {
      watch: os.engine.watch.handler(({ signal }) => shell.engine.state.watch(signal)),
      retry: os.engine.retry.handler(({ input }) => shell.restartEngine(input.port) as Promise<undefined>),
    },
    workspace: {
      choose: os.workspace.choose.handler(async () => {
        const folder = await shell.chooseWorkspace();
        return folder === null ? null : { folder };
      }),
      watchRecent: os.workspace.watchRecent.handler(({ signal }) => watchRecent(shell, signal)),
      openRecent: os.workspace.openRecent.handler(async ({ input }) => {
        if (!(await shell.openRecent(input.folder))) throw refusal('folder', 'It was not opened before; choose it.');
      }),
      reveal: os.workspace.reveal.handler(({ input }) => {
        const file = pathInWorkspace(shell.workspace.folder, input.path);
        if (file === undefined) throw refusal('path', 'The path leads out of the workspace.');
        system.showItemInFolder(file);
      }),
    },
    secrets: {
      watch: os.secrets.watch.handler(({ signal }) => shell.vault.state.watch(signal)),
      set: os.secrets.set.handler(async ({ input }) => {
        try {
          await shell.vault.set(input);
        } catch (error) {
          throw error instanceof NoKeyStoreError ? refusal('keep', error.message) : notKept(error);
        }
      }),
      remove: os.secrets.remove.handler(async ({ input: { environment, name } }) => {
        await shell.vault.remove(environment, name).catch((error: unknown) => Promise.reject(notKept(error)));
      }),
      passphrase: {
        choose: os.secrets.passphrase.choose.handler(({ input }) =>
          opened(shell.vault.passphrase.choose(input.passphrase)),
        ),
        unlock: os.secrets.passphrase.unlock.handler(({ input }) =>
          opened(shell.vault.passphrase.unlock(input.passphrase)),
        ),
        change: os.secrets.passphrase.change.handler(({ input }) =>
          opened(shell.vault.passphrase.change(input.passphrase, input.next)),
        ),
        forget: os.secrets.passphrase.forget.handler(() => opened(shell.vault.passphrase.forget())),
      },
    },
    downloads: {
      save: os.downloads.save.handler(async ({ input }) => {
        const saved = await downloads.save(input.name, Buffer.from(input.base64, 'base64'));
        return saved === null ? null : { path: saved };
      }),
      unpack: os.downloads.unpack.handler(async ({ input }) => {
        try {
          const folder = await downloads.unpack(input.name, Buffer.from(input.zip, 'base64'));
          return folder === null ? null : { path: folder };
        } catch (error) {
          throw refusal('folder', error instanceof Error ? error.message : String(error));
        }
      }),
      reveal: os.downloads.reveal.handler(({ input }) => {
        if (!downloads.reveal(input.path)) throw refusal('path', 'Only files that were saved from here are shown.');
      }),
    },
    imports: {
      chooseFolder: os.imports.chooseFolder.handler(() => told(imports.chooseFolder())),
      readOpened: os.imports.readOpened.handler(async ({ input }) => {
        const packed = await told(imports.read(input.file));
        if (packed === undefined) throw refusal('file', 'Only a bundle that was opened with the app is read.');
        return packed;
      }),
    },
    opens: {
      watch: os.opens.watch.handler(async function* ({ signal }) {
        for await (const request of shell.opens.take(signal)) {
          if (request.type === 'bundle') imports.allow(request.file);
          yield request;
        }
      }),
    },
    links: {
      open: os.links.open.handler(async ({ input }) => {
        if (!(await shell.openLink(input.url))) throw refusal('url', 'Only https: addresses can be opened.');
      }),
    },
    preferences: {
      damage: os.preferences.damage.handler(() => shell.settings.damage),
      watch: os.preferences.watch.handler(({ signal }) => watchPreferences(shell, signal)),
      set: os.preferences.set.handler(({ input }) =>
        shell.setPreferences(input).catch((error: unknown) => {
          throw new ORPCError('STORE_FAILED', { message: error instanceof Error ? error.message : String(error) });
        }),
      ),
    },
    menu: {
      watch: os.menu.watch.handler(({ signal }) => shell.menuCommands.subscribe('command', { signal })),
    },
    app: { info: os.app.info.handler(appInfo) },
  });
}

function refusal(field: string, message: string): Error {
  return new ORPCError('INVALID_INPUT', { message, data: { field } });
}

/** What cannot be read is said in the words of who found out. */
async function told<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw refusal('source', error instanceof Error ? error.message : String(error));
  }
}

async function opened(work: Promise<void>): Promise<undefined> {
  try {
    await work;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw error instanceof WrongPassphraseError ? refusal('passphrase', message) : storeFailure(message);
  }
}

function notKept(error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return storeFailure(`The secret could not be kept: ${reason}`);
}

const storeFailure = (message: string): Error => new ORPCError('STORE_FAILED', { message });

async function* watchRecent(shell: Shell, signal: AbortSignal | undefined): AsyncGenerator<string[], void, void> {
  for await (const settings of shell.settings.watch(signal)) yield [...recentIn(settings)];
}

async function* watchPreferences(
  shell: Shell,
  signal: AbortSignal | undefined,
): AsyncGenerator<Preferences, void, void> {
  for await (const settings of shell.settings.watch(signal)) yield preferencesIn(settings);
}

function appInfo(): AppInfo {
  return {
    version: app.getVersion(),
    electron: process.versions.electron,
    chromium: process.versions.chrome,
    node: process.versions.node,
    platform: process.platform as AppInfo['platform'],
  };
}
