import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { WebSocketServer, type WebSocket } from 'ws';

import { consoleProtocol } from '../../contract/console.ts';
import type { ChannelPort } from '../../rpc/process-channel.ts';

/** A call's input at most: an invocation's body as base64, and what goes with it. */
const maxMessageBytes = 64_000_000;
/** What may wait for a browser that does not read; a zip of a large workspace fits. */
const maxWaitingBytes = 512_000_000;
/** A browser that has not answered by the next one is gone. */
const pingMs = 30_000;

export interface SocketDoor {
  /** Completes the handshake of a request that has been checked. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Says goodbye to every page. */
  dispose(): void;
}

/** Makes a port of the contract of each WebSocket. */
export function createSocketDoor(serve: (port: ChannelPort) => void): SocketDoor {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(consoleProtocol) ? consoleProtocol : false),
  });
  return {
    accept(request, socket, head) {
      server.handleUpgrade(request, socket, head, (webSocket) => {
        keepAlive(webSocket);
        serve(portOf(webSocket));
      });
    },
    dispose() {
      for (const webSocket of server.clients) webSocket.close(1001, 'the server is shutting down');
      server.close();
    },
  };
}

function portOf(webSocket: WebSocket): ChannelPort {
  webSocket.binaryType = 'arraybuffer';
  return {
    postMessage(data) {
      if (webSocket.readyState !== webSocket.OPEN) return;
      if (webSocket.bufferedAmount > maxWaitingBytes) return webSocket.terminate();
      webSocket.send(data as string | Uint8Array);
    },
    on(event: 'message' | 'close', listener: (event: { data: unknown }) => void) {
      if (event === 'close') webSocket.on('close', listener as () => void);
      // A text comes as its bytes; the contract's messages are texts unless they carry bytes themselves.
      else webSocket.on('message', (data, isBinary) => listener({ data: isBinary ? data : textOf(data) }));
    },
    close: () => webSocket.close(),
  };
}

function textOf(data: unknown): string {
  return Buffer.from(data as ArrayBuffer).toString('utf8');
}

function keepAlive(webSocket: WebSocket): void {
  let answered = true;
  webSocket.on('pong', () => (answered = true));
  webSocket.on('error', () => webSocket.terminate());
  const timer = setInterval(() => {
    if (!answered) return webSocket.terminate();
    answered = false;
    webSocket.ping();
  }, pingMs);
  webSocket.on('close', () => clearInterval(timer));
}
