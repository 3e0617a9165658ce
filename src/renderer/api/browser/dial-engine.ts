import {
  consolePaths,
  consoleProtocol,
  type ConsoleSession,
  consoleSessionSchema,
  protocolOfToken,
} from '../../../contract/console.ts';
import type { EngineState } from '../../../contract/shell.ts';
import type { LiveValue } from '../../../kit/live-value.ts';
import { gatewaySeenFrom } from './gateway-address.ts';
import type { TokenKeeping } from './token-keeping.ts';

const pauseMs = 1_000;

export interface DialOptions {
  tokens: TokenKeeping;
  /** Told how it stands with the engine. */
  engine: LiveValue<EngineState>;
  /** Told of the session, when there is one. */
  onSession(session: ConsoleSession): void;
}

/** Connects to the engine that served the page: tries until it can, and asks for a token where the one it has is not taken. */
export async function dialEngine({ tokens, engine, onSession }: DialOptions): Promise<WebSocket> {
  for (;;) {
    const token = await tokens.token();
    const session = await askForSession(token);
    const socket = typeof session === 'object' ? await openSocket(token) : undefined;
    if (typeof session === 'object' && socket !== undefined) {
      onSession(session);
      engine.set({ phase: 'ready', url: gatewaySeenFrom(location.hostname, session.gateway), pid: session.pid });
      socket.addEventListener('close', () => engine.set({ phase: 'unreachable' }));
      return socket;
    }
    if (session === 'refused') {
      tokens.refuse();
      continue;
    }
    engine.set({ phase: 'unreachable' });
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function askForSession(token: string): Promise<ConsoleSession | 'refused' | 'unreachable'> {
  try {
    const response = await fetch(consolePaths.session, { headers: { authorization: `Bearer ${token}` } });
    if (response.status === 401) return 'refused';
    return response.ok ? consoleSessionSchema.parse(await response.json()) : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

function openSocket(token: string): Promise<WebSocket | undefined> {
  const socket = new WebSocket(`ws://${location.host}${consolePaths.socket}`, [
    consoleProtocol,
    protocolOfToken(token),
  ]);
  return new Promise((resolve) => {
    socket.addEventListener('open', () => resolve(socket), { once: true });
    socket.addEventListener('close', () => resolve(undefined), { once: true });
  });
}
