import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';

export interface TestWebSocketServer {
  /** `host:port`, as grants name it. */
  readonly target: string;
  readonly url: string;
  readonly server: WebSocketServer;
  /** Resolves with the next connection. */
  nextConnection(): Promise<WebSocket>;
  dispose(): Promise<void>;
}

/** A real WebSocket server on a free port of this machine. */
export async function startWebSocketServer(
  serve: (socket: WebSocket, path: string) => void,
  options: ServerOptions = {},
): Promise<TestWebSocketServer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, ...options });
  await once(server, 'listening');
  server.on('connection', (socket, request) => serve(socket, request.url ?? ''));
  const target = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    target,
    url: `ws://${target}`,
    server,
    nextConnection: async () => (await once(server, 'connection'))[0] as WebSocket,
    async dispose() {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}
