import type { ConsoleSession } from '../../../contract/console.ts';
import type { EngineState } from '../../../contract/shell.ts';
import { createLiveValue } from '../../../kit/live-value.ts';
import { connectOverSocket } from '../../../rpc/socket-wire.ts';
import type { Host } from '../host.ts';
import { createBrowserShell } from './browser-shell.ts';
import { dialEngine } from './dial-engine.ts';
import { createTokenKeeping } from './token-keeping.ts';

/** A browser: the engine that served the page is all there is, and it asks for the control token. */
export function createBrowserHost(): Host {
  const tokens = createTokenKeeping();
  const engine = createLiveValue<EngineState>({ phase: 'starting' });
  const { promise: session, resolve: onSession } = Promise.withResolvers<ConsoleSession>();
  return {
    connectEngine: () => connectOverSocket(() => dialEngine({ tokens, engine, onSession })),
    shell: createBrowserShell({ engine, session: () => session }),
    abilities: new Set(),
    signIn: tokens,
  };
}
