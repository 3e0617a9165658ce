import type { InvocationId } from '../door.ts';
import {
  decodeClose,
  encodeClose,
  encodeFrame,
  type FrameKind,
  frameKinds,
  FrameReader,
} from '../../protocol/web-socket-frames.ts';
import { blobBytes, blobOfBytes, isBlob } from './blob.ts';
import { copyBytes, isBufferSource } from './buffer-source.ts';
import { domException } from './dom-exception.ts';
import { utf8Decode, utf8Encode } from './encoding.ts';
import { defineEventHandler } from './event-handler.ts';
import { Event } from './event.ts';
import { EventTarget, fireEvent } from './event-target.ts';
import { CloseEvent, MessageEvent } from './event-types.ts';
import { openBody } from './incoming-body.ts';
import { writeLog } from './log.ts';
import { endOperation, startOperation } from './operations.ts';
import { sendBody, stopBody } from './outgoing-body.ts';
import { platform } from './platform.ts';
import { apply, chain, jsonStringify, regExpTest } from './primordials.ts';
import { createStreamReader, ReadableStream, ReadableStreamDefaultController } from './streams.ts';
import { setPlatformTimer } from './timers.ts';
import { URL, type UrlObject } from './url.ts';
import {
  defineConstants,
  isObject,
  requireArguments,
  shapeInterface,
  toDOMString,
  toInteger,
  toSequence,
  toUSVString,
} from './webidl.ts';

/** https://websockets.spec.whatwg.org/; the connection is an operation the engine performs, its bodies rows of frames. */

const states = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 } as const;
const maxReasonBytes = 123;
/** Messages a function has sent and the network has not taken: more, and the connection is closed. */
const maxBufferedBytes = 16 * 2 ** 20;
const tokenPattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

interface SocketState {
  readonly socket: WebSocket;
  readonly invocation: InvocationId;
  readonly url: UrlObject;
  operation: number;
  readyState: number;
  protocol: string;
  extensions: string;
  binaryType: 'blob' | 'arraybuffer';
  buffered: number;
  /** Frames not yet taken, from `next` on, each with the bytes it counts for. */
  queue: { frame: Uint8Array; bytes: number }[];
  next: number;
  /** Counted still, though it is on its way. */
  sending: number;
  controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  wanted: boolean;
  /** Nothing follows the close frame. */
  closing: boolean;
}

const { enqueue: enqueueFrame } = ReadableStreamDefaultController.prototype;
const open = new Map<WebSocket, SocketState>();
const { set: mapSet, delete: mapDelete, forEach: mapForEach } = Map.prototype;
let readState: (socket: WebSocket) => SocketState;

export class WebSocket extends EventTarget {
  readonly #state: SocketState;

  static {
    readState = (socket) => socket.#state;
  }

  constructor(url: unknown, protocols: unknown = []) {
    requireArguments(arguments.length, 1, 'WebSocket constructor');
    const parsed = toWebSocketUrl(toUSVString(url));
    const wanted = toProtocols(protocols);
    super();
    this.#state = {
      socket: this,
      invocation: platform.current(),
      url: parsed,
      operation: 0,
      readyState: states.CONNECTING,
      protocol: '',
      extensions: '',
      binaryType: 'blob',
      buffered: 0,
      queue: [],
      next: 0,
      sending: 0,
      controller: undefined,
      wanted: false,
      closing: false,
    };
    connect(this.#state, wanted);
  }

  get url(): string {
    return this.#state.url.href;
  }
  get readyState(): number {
    return this.#state.readyState;
  }
  get bufferedAmount(): number {
    return this.#state.buffered;
  }
  get extensions(): string {
    return this.#state.extensions;
  }
  get protocol(): string {
    return this.#state.protocol;
  }
  get binaryType(): string {
    return this.#state.binaryType;
  }
  set binaryType(value: unknown) {
    const text = toDOMString(value);
    // An enumeration's attribute ignores what it does not know.
    if (text === 'blob' || text === 'arraybuffer') this.#state.binaryType = text;
  }

  close(code: unknown = undefined, reason: unknown = undefined): void {
    const state = this.#state;
    const number = code === undefined ? undefined : toClampedShort(code);
    const text = reason === undefined ? '' : toUSVString(reason);
    if (number !== undefined && number !== 1000 && (number < 3000 || number > 4999)) {
      throw domException('WebSocket.close: the code is neither 1000 nor from 3000 to 4999', 'InvalidAccessError');
    }
    const bytes = utf8Encode(text);
    if (bytes.length > maxReasonBytes) {
      throw domException(`WebSocket.close: the reason has more than ${maxReasonBytes} bytes`, 'SyntaxError');
    }
    if (state.readyState === states.CONNECTING) return failLater(state);
    if (state.readyState === states.OPEN) sendClose(state, number ?? (text === '' ? 0 : 1000), bytes);
  }

  send(data: unknown): void {
    requireArguments(arguments.length, 1, 'WebSocket.send');
    const state = this.#state;
    const [kind, payload] = toPayload(data);
    if (state.readyState === states.CONNECTING) {
      throw domException('WebSocket.send: the connection is not open yet', 'InvalidStateError');
    }
    state.buffered += payload.length;
    if (state.readyState !== states.OPEN) return;
    if (state.buffered > maxBufferedBytes) return failFull(state);
    enqueue(state, encodeFrame(kind, payload), payload.length);
  }
}
const assertTarget = (target: unknown): object => readState(target as WebSocket).socket;
for (const type of ['open', 'error', 'close', 'message']) {
  defineEventHandler(WebSocket.prototype, type, { assertTarget });
}
defineConstants(WebSocket, states);
shapeInterface(WebSocket, 'WebSocket');

function toWebSocketUrl(text: string): UrlObject {
  const url = parseUrl(text);
  if (url.protocol === 'http:') url.protocol = 'ws:';
  else if (url.protocol === 'https:') url.protocol = 'wss:';
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') {
    throw domException(`WebSocket: the scheme '${url.protocol}' is not ws, wss, http or https`, 'SyntaxError');
  }
  if (url.hash !== '' || url.href[url.href.length - 1] === '#') {
    throw domException('WebSocket: the URL has a fragment', 'SyntaxError');
  }
  return url;
}

function parseUrl(text: string): UrlObject {
  try {
    return new URL(text);
  } catch {
    throw domException(`WebSocket: '${text}' is not a URL`, 'SyntaxError');
  }
}

function toProtocols(value: unknown): string[] {
  const list = isObject(value) ? toSequence(value, 'WebSocket protocols', toDOMString) : [toDOMString(value)];
  for (let index = 0; index < list.length; index++) {
    if (!regExpTest(tokenPattern, list[index]!)) {
      throw domException(`WebSocket: '${list[index]}' is not the name of a protocol`, 'SyntaxError');
    }
    for (let before = 0; before < index; before++) {
      if (list[before] === list[index]) {
        throw domException(`WebSocket: the protocol '${list[index]}' is named twice`, 'SyntaxError');
      }
    }
  }
  return list;
}

/** `[Clamp] unsigned short`. */
function toClampedShort(value: unknown): number {
  const number = Number(value);
  if (number !== number) return 0;
  const clamped = number < 0 ? 0 : number > 65_535 ? 65_535 : number;
  return toInteger(clamped % 1 === 0.5 && (clamped - 0.5) % 2 === 0 ? clamped - 0.5 : clamped + 0.5, 16, false);
}

function toPayload(data: unknown): [FrameKind, Uint8Array] {
  if (isBlob(data)) return [frameKinds.binary, blobBytes(data)];
  if (isBufferSource(data, { shared: true })) return [frameKinds.binary, copyBytes(data)];
  return [frameKinds.text, utf8Encode(toUSVString(data))];
}

function connect(state: SocketState, protocols: string[]): void {
  const { invocation, url } = state;
  apply(mapSet, open, [state.socket, state]);
  const request = { name: 'websocket', url: url.href, protocols, more: true };
  state.operation = startOperation(jsonStringify(request), undefined, (answer) => {
    if (state.readyState !== states.CONNECTING) return;
    if (answer['ok'] === true) opened(state, answer['headers'] as [string, string][]);
    else {
      writeLog('error', `WebSocket connection to '${url.href}' failed: ${answer['message'] as string}`);
      closed(state, { code: 1006, reason: '', wasClean: false, failed: true });
    }
  });
  const outgoing = new ReadableStream<Uint8Array>(
    { start: (controller) => void (state.controller = controller), pull: () => serve(state, true) },
    { highWaterMark: 0 },
  );
  const sent = sendBody(invocation, state.operation, outgoing, (chunk) => chunk as Uint8Array);
  void chain(sent, undefined, () => undefined);
}

function opened(state: SocketState, headers: [string, string][]): void {
  for (let index = 0; index < headers.length; index++) {
    const header = headers[index]!;
    if (header[0] === 'sec-websocket-protocol') state.protocol = header[1];
    if (header[0] === 'sec-websocket-extensions') state.extensions = header[1];
  }
  state.readyState = states.OPEN;
  const reader = createStreamReader(openBody(state.invocation, state.operation));
  const frames = new FrameReader((kind, payload) => receive(state, kind, payload));
  const lost = (): void => closed(state, { code: 1006, reason: '', wasClean: false, failed: true });
  const next = (): void =>
    reader.read({
      chunk(chunk) {
        frames.push(chunk as Uint8Array);
        next();
      },
      close: lost,
      error: lost,
    });
  fireEvent(state.socket, new Event('open'));
  next();
}

function receive(state: SocketState, kind: number, payload: Uint8Array<ArrayBuffer>): void {
  if (kind === frameKinds.close) {
    const { reason, ...rest } = decodeClose(payload);
    return closed(state, { ...rest, reason: utf8Decode(reason) });
  }
  // After `close()` messages still come, until the other side has taken its leave.
  if (state.readyState !== states.OPEN && state.readyState !== states.CLOSING) return;
  fireEvent(state.socket, new MessageEvent('message', { data: toData(state, kind, payload), origin: originOf(state) }));
}

function toData(state: SocketState, kind: number, payload: Uint8Array<ArrayBuffer>): unknown {
  if (kind === frameKinds.text) return utf8Decode(payload);
  return state.binaryType === 'blob' ? blobOfBytes(payload, '') : payload.buffer;
}

const originOf = ({ url }: SocketState): string => `${url.protocol}//${url.host}`;

function sendClose(state: SocketState, code: number, reason: Uint8Array): void {
  state.readyState = states.CLOSING;
  enqueue(state, encodeClose({ code, reason, wasClean: true, failed: false }), 0);
  state.closing = true;
}

function enqueue(state: SocketState, frame: Uint8Array, bytes: number): void {
  if (state.closing) return;
  state.queue[state.queue.length] = { frame, bytes };
  if (state.wanted) serve(state, false);
}

/** Gives the next frame to the sender. It asks when what it had is on the wire. */
function serve(state: SocketState, isAsked: boolean): void {
  if (isAsked) state.buffered -= state.sending;
  state.sending = 0;
  state.wanted = state.next === state.queue.length;
  if (state.wanted || state.controller === undefined) return;
  const { frame, bytes } = state.queue[state.next++]!;
  if (state.next === state.queue.length) {
    state.queue = [];
    state.next = 0;
  }
  state.sending = bytes;
  apply(enqueueFrame, state.controller, [frame]);
}

interface Closed {
  code: number;
  reason: string;
  wasClean: boolean;
  failed: boolean;
}

function closed(state: SocketState, { code, reason, wasClean, failed }: Closed): void {
  if (state.readyState === states.CLOSED) return;
  release(state);
  if (failed) fireEvent(state.socket, new Event('error'));
  fireEvent(state.socket, new CloseEvent('close', { code: code === 0 ? 1005 : code, reason, wasClean }));
}

/** https://websockets.spec.whatwg.org/#fail-the-websocket-connection, its events in a task of their own. */
function failLater(state: SocketState): void {
  state.readyState = states.CLOSING;
  endOperation(state.operation);
  setPlatformTimer(0, () => closed(state, { code: 1006, reason: '', wasClean: false, failed: true }));
}

function failFull(state: SocketState): void {
  writeLog(
    'error',
    `WebSocket to '${state.url.href}' was closed: more than ${maxBufferedBytes} bytes waited to be sent`,
  );
  failLater(state);
  platform.host.cancelBody(state.invocation, state.operation);
}

function release(state: SocketState): void {
  state.readyState = states.CLOSED;
  apply(mapDelete, open, [state.socket]);
  stopBody(state.invocation, state.operation, undefined);
}

/** A connection ends with the invocation that made it. */
export function forgetSockets(invocation: InvocationId): void {
  const drop = (state: SocketState) => {
    if (state.invocation === invocation) release(state);
  };
  apply(mapForEach, open, [drop]);
}
