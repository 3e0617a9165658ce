import { expect, it } from 'vitest';

import type { EngineState } from '../../contract/shell.ts';
import type { EngineSettings, EngineStartFailure } from '../../rpc/engine-process.ts';
import type { ChannelPort } from '../../rpc/process-channel.ts';
import { createEngineHost, type EngineHost } from './engine-host.ts';
import type { EngineExit, EngineProcess, EngineStart } from './engine-process.ts';

/** An engine process whose life the test decides. */
interface ScriptedEngine {
  settings: EngineSettings;
  start(result: EngineStart): void;
  refuse(failure: EngineStartFailure): void;
  end(exit: EngineExit): void;
  stopped: boolean;
}

function scriptedHost(): { host: EngineHost; engines: ScriptedEngine[] } {
  const engines: ScriptedEngine[] = [];
  const host = createEngineHost((settings): EngineProcess => {
    const started = Promise.withResolvers<EngineStart>();
    const refused = Promise.withResolvers<EngineStartFailure>();
    const ended = Promise.withResolvers<EngineExit>();
    const engine: ScriptedEngine = {
      settings,
      start: started.resolve,
      refuse: refused.resolve,
      end: ended.resolve,
      stopped: false,
    };
    engines.push(engine);
    return {
      pid: engines.length,
      started: started.promise,
      refused: refused.promise,
      ended: ended.promise,
      tellSecrets: () => {},
      openPort: () => ({}) as ChannelPort,
      stop: () => {
        engine.stopped = true;
        ended.resolve({ exitCode: 0, signal: null });
        return Promise.resolve();
      },
    };
  });
  return { host, engines };
}

/** Resolves with the first state, now or later, that is in `phase`. */
async function reach(host: EngineHost, phase: EngineState['phase']): Promise<EngineState> {
  for await (const state of host.state.watch()) if (state.phase === phase) return state;
  throw new Error('the stream ended');
}

it('says that it is ready and then opens ports', async () => {
  const { host, engines } = scriptedHost();
  await host.restart({});
  expect(host.openPort()).toBeUndefined();
  engines[0]?.start({ ok: true, url: 'http://127.0.0.1:3000' });
  expect(await reach(host, 'ready')).toEqual({ phase: 'ready', url: 'http://127.0.0.1:3000', pid: 1 });
  expect(host.openPort()).toBeDefined();
  await host.dispose();
});

it('replaces an engine that dies, with the same settings', async () => {
  const { host, engines } = scriptedHost();
  await host.restart({ workspace: '/w' });
  engines[0]?.start({ ok: true, url: 'http://127.0.0.1:1' });
  await reach(host, 'ready');
  engines[0]?.end({ exitCode: null, signal: 'SIGKILL' });
  expect(await reach(host, 'restarting')).toMatchObject({ signal: 'SIGKILL', attempt: 1, pauseMs: 0 });
  await expect.poll(() => engines.length).toBe(2);
  expect(engines[1]?.settings).toEqual({ workspace: '/w' });
  await host.dispose();
});

it('leaves an engine that says it cannot run to the person, and starts it again when told', async () => {
  const { host, engines } = scriptedHost();
  await host.restart({ addr: '127.0.0.1:3000' });
  const conflict = { host: '127.0.0.1', port: 3000, owner: { pid: 7, name: 'other' }, nextFree: 3001 };
  engines[0]?.start({ ok: false, failure: { code: 'PORT_TAKEN', message: 'taken', ...conflict } });
  engines[0]?.end({ exitCode: 1, signal: null });
  expect(await reach(host, 'failed')).toMatchObject({ code: 'PORT_TAKEN', portConflict: conflict });
  await host.restart({ addr: '127.0.0.1:3001' });
  expect(engines).toHaveLength(2);
  await host.dispose();
});

it('does not start one over and over that listens and then cannot open the workspace', async () => {
  const { host, engines } = scriptedHost();
  await host.restart({});
  engines[0]?.start({ ok: true, url: 'http://127.0.0.1:1' });
  await reach(host, 'ready');
  engines[0]?.refuse({ code: 'FAILED', message: '/w is open in another Nexo Studio' });
  engines[0]?.end({ exitCode: 1, signal: null });
  expect(await reach(host, 'failed')).toMatchObject({ code: 'FAILED', message: '/w is open in another Nexo Studio' });
  await host.dispose();
  expect(engines).toHaveLength(1);
});

it('never leaves two engines when restarted twice at once', async () => {
  const { host, engines } = scriptedHost();
  await Promise.all([host.restart({}), host.restart({})]);
  expect(engines.map((engine) => engine.stopped)).toEqual([true, false]);
  await host.dispose();
  expect(engines.map((engine) => engine.stopped)).toEqual([true, true]);
});
