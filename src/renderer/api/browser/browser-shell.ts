import { AsyncIteratorClass } from '@orpc/client';

import type { ConsoleSession } from '../../../contract/console.ts';
import { NexoError } from '../../../contract/errors.ts';
import type { AppInfo, EngineState, SecretsState } from '../../../contract/shell.ts';
import type { LiveValue } from '../../../kit/live-value.ts';
import type { ShellClient } from '../host.ts';
import { download } from './download.ts';
import { createKeptPreferences } from './kept-preferences.ts';

export interface BrowserShellOptions {
  engine: LiveValue<EngineState>;
  session(): Promise<ConsoleSession>;
}

/** The shell as far as a browser has one. The rest refuses; no screen offers it (`Ability`). */
export function createBrowserShell({ engine, session }: BrowserShellOptions): ShellClient {
  const preferences = createKeptPreferences();
  return {
    engine: {
      watch: async (_input, options) => streamOf(engine.watch(options?.signal)),
      retry: onlyInTheApp,
    },
    workspace: {
      choose: onlyInTheApp,
      watchRecent: async (_input, options) => streamOf(only<string[]>([], options?.signal)),
      openRecent: onlyInTheApp,
      reveal: onlyInTheApp,
    },
    secrets: {
      watch: async (_input, options) =>
        streamOf(
          only<SecretsState>({ refusal: 'unavailable', passphrase: 'none', damage: null, held: [] }, options?.signal),
        ),
      set: onlyInTheApp,
      remove: onlyInTheApp,
      passphrase: { choose: onlyInTheApp, unlock: onlyInTheApp, change: onlyInTheApp, forget: onlyInTheApp },
    },
    downloads: {
      save: async ({ name, base64 }) => {
        download(name, base64);
        return { path: name };
      },
      unpack: onlyInTheApp,
      reveal: onlyInTheApp,
    },
    imports: { chooseFolder: onlyInTheApp, readOpened: onlyInTheApp },
    opens: { watch: async (_input, options) => streamOf(nothing(options?.signal)) },
    links: {
      open: async ({ url }) => void window.open(url, '_blank', 'noopener,noreferrer'),
    },
    preferences: {
      watch: async (_input, options) => streamOf(preferences.watch(options?.signal)),
      damage: async () => null,
      set: async (change) => preferences.set(change),
    },
    menu: { watch: async (_input, options) => streamOf(nothing(options?.signal)) },
    app: { info: async () => appInfo(await session()) },
  };
}

function onlyInTheApp(): Promise<never> {
  return Promise.reject(new NexoError('NOT_IMPLEMENTED', 'Only the desktop app can do this.'));
}

/** As a client gives it. One that is left is not waited for: it may be waiting itself. */
function streamOf<Value>(values: AsyncGenerator<Value, void, void>): AsyncIteratorClass<Value, unknown, void> {
  return new AsyncIteratorClass<Value, unknown, void>(
    () => values.next(),
    async () => void values.return(),
  );
}

/** A stream that says one thing and then stays silent. */
async function* only<Value>(value: Value, signal?: AbortSignal): AsyncGenerator<Value, void, void> {
  yield value;
  yield* nothing(signal);
}

// oxlint-disable-next-line require-yield
async function* nothing(signal?: AbortSignal): AsyncGenerator<never, void, void> {
  await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
}

function appInfo({ version, node, platform }: ConsoleSession): AppInfo {
  return { version, node, electron: null, chromium: null, platform: platform as AppInfo['platform'] };
}
