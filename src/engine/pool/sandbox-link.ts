import type { FromSandbox, ToSandbox } from '../../protocol/messages.ts';

/** How a sandbox's process ended. Both are null when it could not be started at all. */
export interface SandboxExit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The end of what it wrote to stderr. */
  stderr: string;
}

export interface SandboxEvents {
  message(message: FromSandbox): void;
  /** The next bytes of its body pipe, which are only read while the sandbox has announced more. */
  piped(bytes: Uint8Array): void;
  /** The sandbox broke the protocol and cannot be trusted any more. */
  invalid(reason: string): void;
  /** The last event: the process is gone and everything it sent was delivered. */
  closed(exit: SandboxExit): void;
}

/** A running sandbox program, as the pool sees it. */
export interface SandboxLink {
  readonly pid: number;
  send(message: ToSandbox): void;
  /** Reads `bytes` more from the body pipe. */
  readPipe(bytes: number): void;
  /** At once and without asking; `closed` follows. */
  kill(): void;
}

export type StartSandbox = (events: SandboxEvents) => SandboxLink;
