import { setTimeout as wait } from 'node:timers/promises';

import type { EngineState } from '../../contract/shell.ts';
import type { EngineSettings, EngineStartFailure, StoredSecrets } from '../../rpc/engine-process.ts';
import type { ChannelPort } from '../../rpc/process-channel.ts';
import { createLiveValue, type LiveValue } from '../../kit/live-value.ts';
import type { EngineExit, EngineProcess } from './engine-process.ts';
import { createRestartPauses } from './restart-pauses.ts';

/** Keeps one engine running and knows how it fares. */
export interface EngineHost {
  readonly state: Pick<LiveValue<EngineState>, 'get' | 'listen' | 'watch'>;
  /** Opens a port to the engine; undefined unless its phase is `ready`. */
  openPort(): ChannelPort | undefined;
  /** Stops the engine that runs, if any, and starts one with these settings. */
  restart(settings: EngineSettings): Promise<void>;
  /** Hands other values of secrets to the engine that runs, if any; one that starts gets them then. */
  tellSecrets(stored: StoredSecrets): void;
  /** Stops the engine for good. Resolves when its process is gone. */
  dispose(): Promise<void>;
}

/**
 * Supervises engines made by `start`: one that dies is replaced after growing pauses, one that says it cannot run is
 * not. Call `restart` for the first one.
 */
export function createEngineHost(start: (settings: EngineSettings) => EngineProcess): EngineHost {
  const state = createLiveValue<EngineState>({ phase: 'starting' });
  let engine: EngineProcess | undefined;
  let supervision = new AbortController();
  // One change at a time: two quick restarts must not leave two engines.
  let turn = Promise.resolve();
  const inTurn = (change: () => Promise<void>): Promise<void> => (turn = turn.then(change));

  const stop = async (): Promise<void> => {
    supervision.abort();
    await engine?.stop();
    engine = undefined;
  };
  return {
    state,
    openPort: () => (state.get().phase === 'ready' ? engine?.openPort() : undefined),
    restart: (settings) =>
      inTurn(async () => {
        state.set({ phase: 'starting' });
        await stop();
        supervision = new AbortController();
        void supervise(settings, supervision.signal);
      }),
    tellSecrets: (stored) => engine?.tellSecrets(stored),
    dispose: () => inTurn(stop),
  };

  async function supervise(settings: EngineSettings, signal: AbortSignal): Promise<void> {
    const pauses = createRestartPauses();
    while (!signal.aborted) {
      const current = (engine = start(settings));
      const outcome = await Promise.race([current.started, current.ended]);
      if (signal.aborted) return;
      if ('ok' in outcome && !outcome.ok) return state.set(describeFailure(outcome.failure));
      if ('ok' in outcome) {
        pauses.noteReady();
        state.set({ phase: 'ready', url: outcome.url, pid: current.pid });
      }
      const end = await Promise.race([current.refused, current.ended]);
      if (signal.aborted) return;
      // What a person has to put right is not tried over and over.
      if ('code' in end) return state.set(describeFailure(end));
      const next = pauses.next();
      state.set(describeDeath(end, next));
      await wait(next.pauseMs, undefined, { signal }).catch(() => {});
    }
  }
}

function describeDeath(exit: EngineExit, next: { attempt: number; pauseMs: number }): EngineState {
  return { phase: 'restarting', ...exit, ...next };
}

function describeFailure(failure: EngineStartFailure): EngineState {
  const { code, message } = failure;
  if (code !== 'PORT_TAKEN') return { phase: 'failed', code, message, portConflict: null };
  const { host, port, owner, nextFree } = failure;
  return { phase: 'failed', code, message, portConflict: { host, port, owner, nextFree } };
}
