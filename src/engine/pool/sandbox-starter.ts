import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

import { findEnclosure, type Enclosure } from './enclosure.ts';
import { readableFolders } from './sandbox-command.ts';
import type { SandboxEvents, StartSandbox } from './sandbox-link.ts';
import { startSandboxProcess } from './sandbox-process.ts';
import { makeWorkingFolder } from './working-folder.ts';

export interface SandboxStarterOptions {
  /** The Node binary sandboxes run on. */
  node: string;
  /** The built sandbox program; its folder is all a sandbox may read. */
  sandboxEntry: string;
}

/** Starts sandbox processes, enclosed as far as this system can. */
export interface SandboxStarter extends Pick<Enclosure, 'layers'> {
  readonly start: StartSandbox;
  /** Starts the one that the next `start` gives, for whoever knows that it is needed before there is a pool. */
  startAhead(): void;
  /** Ends one that nobody asked for, and takes the sandboxes' working folder away. */
  dispose(): void;
}

export function createSandboxStarter({ node, sandboxEntry }: SandboxStarterOptions): SandboxStarter {
  const workingFolder = makeWorkingFolder(tmpdir());
  const folders = readableFolders(sandboxEntry);
  const enclosure = findEnclosure({ platform: process.platform, node, folders, workingFolder });
  const startNow: StartSandbox = (events) =>
    startSandboxProcess({ node, sandboxEntry, workingFolder, enclosure }, events);
  let ahead: HeadStart | undefined;
  return {
    layers: enclosure.layers,
    start(events) {
      const link = ahead?.handOver(events) ?? startNow(events);
      ahead = undefined;
      return link;
    },
    startAhead() {
      ahead ??= startAhead(startNow);
    },
    dispose() {
      ahead?.end();
      rmSync(workingFolder, { recursive: true, force: true });
    },
  };
}

interface HeadStart {
  handOver: StartSandbox;
  end(): void;
}

/** A sandbox that nobody listens to yet: what it tells meanwhile, its new owner hears once it has the link. */
function startAhead(start: StartSandbox): HeadStart {
  const unheard: ((events: SandboxEvents) => void)[] = [];
  let owner: SandboxEvents | undefined;
  const tell = (event: (events: SandboxEvents) => void): void => {
    if (owner === undefined) unheard.push(event);
    else event(owner);
  };
  const link = start({
    message: (message) => tell((events) => events.message(message)),
    piped: (bytes) => tell((events) => events.piped(bytes)),
    invalid: (reason) => tell((events) => events.invalid(reason)),
    closed: (exit) => tell((events) => events.closed(exit)),
  });
  return {
    handOver(events) {
      queueMicrotask(() => {
        owner = events;
        for (const event of unheard) event(events);
      });
      return link;
    },
    end: () => link.kill(),
  };
}
