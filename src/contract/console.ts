import { z } from 'zod';

/**
 * How the studio's page reaches the engine that serves it to a browser: it asks for a session with the control token as
 * `Authorization: Bearer`, then opens a WebSocket on which both speak the contract.
 */
export const consolePaths = { session: '/session', socket: '/socket' } as const;

/** What a page with the right token learns first. */
export const consoleSessionSchema = z.object({
  version: z.string(),
  pid: z.int(),
  /** Where functions answer, as the engine's own machine sees it. */
  gateway: z.string(),
  /** The machine the engine runs on. */
  platform: z.string(),
  node: z.string(),
});
export type ConsoleSession = z.infer<typeof consoleSessionSchema>;

/** The subprotocol of the socket; the one answered. */
export const consoleProtocol = 'nexo.console';

/** The token as a second subprotocol: pages can set no header of a WebSocket, and addresses end up in logs. */
export function protocolOfToken(token: string): string {
  const codes = Array.from(token, (character) => character.charCodeAt(0).toString(16).padStart(2, '0'));
  return `nexo.token.${codes.join('')}`;
}

/** The token among the subprotocols a page offers; empty when there is none. */
export function tokenOfProtocols(offered: string): string {
  const hex = /(?:^|[ ,])nexo\.token\.((?:[2-7][0-9a-f])+)(?:$|[ ,])/.exec(offered)?.[1];
  return String.fromCharCode(...(hex?.match(/../g) ?? []).map((code) => Number.parseInt(code, 16)));
}
