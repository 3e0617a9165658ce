import type { ShellContract } from '../../contract/shell.ts';
import { createEngineClient, createPortClient } from '../../rpc/client.ts';
import { connectFromWindow } from '../../rpc/window-wire.ts';

/** The engine: functions, invocations, statistics. Connects on the first call, again after a restart. */
export const engine = createEngineClient(() => connectFromWindow('engine'));

/** The app around this window: the engine's life, files, preferences. */
export const shell = createPortClient<ShellContract>(() => connectFromWindow('shell'));
