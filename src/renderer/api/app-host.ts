import type { ShellContract } from '../../contract/shell.ts';
import { createPortClient } from '../../rpc/client.ts';
import { connectFromWindow } from '../../rpc/window-wire.ts';
import type { Host } from './host.ts';

/** The app's window: main answers for the shell, and relays to the engine it started. */
export function createAppHost(): Host {
  return {
    connectEngine: () => connectFromWindow('engine'),
    shell: createPortClient<ShellContract>(() => connectFromWindow('shell')),
    abilities: new Set([
      'choose-workspace',
      'reveal-files',
      'save-folders',
      'read-folders',
      'keep-secrets',
      'control-engine',
      'run-previews',
      'all-keys',
    ]),
    signIn: null,
  };
}
