import type { buildConnector } from 'undici';
import { WebSocket, type RawData } from 'ws';

import type { HeaderList } from '../../contract/invocation.ts';
import type { WebSocketOperation } from '../../protocol/messages.ts';
import {
  decodeClose,
  encodeClose,
  encodeFrame,
  frameKinds,
  FrameReader,
  maxMessageBytes,
} from '../../protocol/web-socket-frames.ts';
import type { BodySource } from '../body/body-source.ts';
import type { OperationOutcome } from '../pool/operations.ts';
import { RefusedRequestError } from './fetch-failure.ts';

export interface WebSocketParts {
  signal: AbortSignal;
  /** What the function sends, as frames. */
  outgoing: BodySource;
  connect: buildConnector.connector;
  handshakeTimeoutMs: number;
  /** The connection is over, whoever ended it. */
  onOver(): void;
}

/** A server that is left gets this long to take its leave. */
const leaveMs = 1_000;
/** Messages that wait to be read; the connection is not read on meanwhile. */
const maxQueued = 16;
const goingAway = 1001;

/**
 * Opens a connection and resolves once it stands: its messages are the outcome's body, as frames. Rejects when it
 * cannot be made; redirects are not followed. Only addresses that `connect` allows are reached.
 */
export async function openWebSocket(
  { url, protocols }: WebSocketOperation,
  { signal, outgoing, connect, handshakeTimeoutMs, onOver }: WebSocketParts,
): Promise<Extract<OperationOutcome, { ok: true }>> {
  const { hostname, host, port, protocol } = new URL(url);
  const socket = new WebSocket(url, protocols, {
    createConnection: ((_options: unknown, done: (error: Error | null, socket?: unknown) => void) => {
      const secure = protocol === 'wss:' ? 'https:' : 'http:';
      connect({ hostname, host, port, protocol: secure } as buildConnector.Options, done);
    }) as never,
    followRedirects: false,
    handshakeTimeout: handshakeTimeoutMs,
    maxPayload: maxMessageBytes,
    headers: { 'user-agent': 'Nexo' },
  });
  const incoming = new IncomingFrames(socket);
  const leave = (): void => {
    if (socket.readyState === WebSocket.CONNECTING) return socket.terminate();
    socket.close(goingAway);
    setTimeout(() => socket.terminate(), leaveMs).unref();
  };
  signal.addEventListener('abort', leave);
  socket.once('close', () => {
    signal.removeEventListener('abort', leave);
    outgoing.cancel();
    onOver();
  });
  await opened(socket);
  void sendFrames(socket, outgoing).catch(leave);
  return {
    ok: true,
    status: 101,
    statusText: 'Switching Protocols',
    headers: handshakeHeaders(socket),
    url,
    redirected: false,
    body: { read: () => incoming.read(), cancel: leave },
  };
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('unexpected-response', (request, { statusCode }) => {
      request.destroy();
      socket.terminate();
      reject(new RefusedRequestError(`the server answered ${statusCode} instead of opening a WebSocket`));
    });
    socket.on('error', reject);
  });
}

const handshakeHeaders = ({ protocol, extensions }: WebSocket): HeaderList => [
  ['sec-websocket-protocol', protocol],
  ['sec-websocket-extensions', extensions],
];

/** What the server sends, a frame for each read. */
class IncomingFrames {
  readonly #socket: WebSocket;
  #frames: Uint8Array[] = [];
  #isOver = false;
  #failed = false;
  #onNews: (() => void) | null = null;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: RawData, isBinary: boolean) => {
      this.#add(encodeFrame(isBinary ? frameKinds.binary : frameKinds.text, data as Buffer));
      if (this.#frames.length >= maxQueued) socket.pause();
    });
    socket.on('error', () => (this.#failed = true));
    socket.on('close', (code: number, reason: Buffer) => {
      this.#isOver = true;
      this.#add(encodeClose({ code, reason, wasClean: code !== 1006 && !this.#failed, failed: this.#failed }));
    });
  }

  async read(): Promise<Uint8Array | null> {
    while (this.#frames.length === 0) {
      if (this.#isOver) return null;
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#onNews = resolve;
      await promise;
    }
    const frame = this.#frames.shift() ?? null;
    if (this.#frames.length < maxQueued && this.#socket.isPaused) this.#socket.resume();
    return frame;
  }

  #add(frame: Uint8Array): void {
    this.#frames.push(frame);
    this.#onNews?.();
  }
}

/** Reads on only when the network has taken what was read. */
async function sendFrames(socket: WebSocket, outgoing: BodySource): Promise<void> {
  const waiting: { kind: number; payload: Uint8Array }[] = [];
  const reader = new FrameReader((kind, payload) => waiting.push({ kind, payload }));
  for (let piece = await outgoing.read(); piece !== null; piece = await outgoing.read()) {
    reader.push(piece);
    for (const { kind, payload } of waiting.splice(0)) {
      if (socket.readyState !== WebSocket.OPEN) return;
      if (kind === frameKinds.close) return takeLeave(socket, payload);
      await sendOne(socket, payload, kind === frameKinds.binary);
    }
  }
}

function sendOne(socket: WebSocket, payload: Uint8Array, binary: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(payload, { binary }, (error) => (error ? reject(error) : resolve()));
  });
}

function takeLeave(socket: WebSocket, payload: Uint8Array): void {
  const { code, reason } = decodeClose(payload);
  if (code === 0) socket.close();
  else socket.close(code, Buffer.from(reason));
}
