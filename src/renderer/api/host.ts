import type { ContractRouterClient } from '@orpc/contract';

import type { ShellContract } from '../../contract/shell.ts';
import type { ClientPort } from '../../rpc/client.ts';
import type { LiveValue } from '../../kit/live-value.ts';

/** What the page can do where the app is around it, and a browser does not let it. Screens leave out what is missing. */
export type Ability =
  /** Open another folder. */
  | 'choose-workspace'
  /** Show files in the system's file manager. */
  | 'reveal-files'
  /** Write a folder of files where the person says. */
  | 'save-folders'
  /** Keep values of secrets. */
  | 'keep-secrets'
  /** Restart the engine, on another port or with another history. */
  | 'control-engine'
  /** Run the scripts of a page that a function answered, in a frame that only the app serves. */
  | 'run-previews'
  /** Read a folder that the person chooses. */
  | 'read-folders'
  /** Have Ctrl+N and the like, which browsers keep for themselves. */
  | 'all-keys';

export type ShellClient = ContractRouterClient<ShellContract>;

/** Whether the page may speak to the engine, where it has to show a token. */
export interface SignIn {
  /** `needed`: it has no token. `refused`: the engine did not take the one it had. */
  readonly state: LiveValue<'given' | 'needed' | 'refused'>;
  give(token: string): void;
}

/** What is around the page: the app's window, or a browser. */
export interface Host {
  connectEngine(): ClientPort;
  readonly shell: ShellClient;
  readonly abilities: ReadonlySet<Ability>;
  /** Null where nobody is asked. */
  readonly signIn: SignIn | null;
}
