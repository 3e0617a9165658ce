/**
 * What the program that hosts an engine (the app) and the engine's process say to each other besides the contract:
 * how to start, that it listens or why not, and when to stop. Sent over the same IPC channel as `process-channel`.
 */

/** Overrides of the engine's environment variables, as text, exactly as a person would write them. */
export interface EngineSettings {
  addr?: string;
  maxConcurrent?: string;
  log?: string;
  workspace?: string;
  token?: string;
  env?: string;
  historyMb?: string;
  /** Ask every client of the control API for the token. */
  requireToken?: boolean;
}

/** Values of secrets, by environment and name. */
export type StoredSecrets = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Host to engine. */
export type ToEngineProcess =
  /** The first message. The engine answers with `ready` or `failed`. */
  | { channel: 'engine'; type: 'start'; settings: EngineSettings; stored?: StoredSecrets }
  /** Other values of secrets than before: all of them. What comes while the engine starts may be lost; `start` has its own. */
  | { channel: 'engine'; type: 'secrets'; stored: StoredSecrets }
  /** Drain and exit with code 0. Losing the IPC channel does the same, without waiting for what runs. */
  | { channel: 'engine'; type: 'stop' };

/** Who holds a port, as far as this user may know. */
export interface PortOwner {
  pid: number;
  name: string;
}

/** Why an engine did not start. The process exits after sending it. */
export type EngineStartFailure =
  | { code: 'PORT_TAKEN'; message: string; host: string; port: number; owner: PortOwner | null; nextFree: number }
  | { code: 'BAD_CONFIG'; message: string }
  | { code: 'FAILED'; message: string };

/** Engine to host. */
export type FromEngineProcess =
  /** It accepts connections; the workspace may still be loading (see `workspace.get`). */
  | { channel: 'engine'; event: 'ready'; url: string }
  | { channel: 'engine'; event: 'failed'; failure: EngineStartFailure };
