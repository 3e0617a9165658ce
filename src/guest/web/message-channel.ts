import { domException } from './dom-exception.ts';
import { defineEventHandler } from './event-handler.ts';
import { MessageEvent, setPortBrand } from './event-types.ts';
import { EventTarget, fireEvent } from './event-target.ts';
import { addCloneRule, cloneWithTransfer, toTransferable } from './structured-clone.ts';
import { setPlatformTimer } from './timers.ts';
import { illegalConstructor, internalKey, isObject, requireArguments, shapeInterface, toSequence } from './webidl.ts';

/** https://html.spec.whatwg.org/#message-channels, both ends in one isolate. */

interface PortState {
  other: PortState | null;
  /** The object that now stands for this end; null while it is being transferred. */
  port: MessagePort | null;
  queue: { data: unknown; ports: unknown[] }[];
  started: boolean;
  closed: boolean;
  scheduled: boolean;
}

let readState: (port: MessagePort) => PortState | null;
let setState: (port: MessagePort, state: PortState | null) => void;
let isPort: (value: object) => boolean;

export class MessagePort extends EventTarget {
  /** Null once the port was transferred. */
  #state: PortState | null = null;

  static {
    readState = (port) => port.#state;
    setState = (port, state) => {
      port.#state = state;
    };
    isPort = (value) => #state in value;
  }

  constructor(key: unknown = undefined) {
    illegalConstructor(key);
    super();
  }

  postMessage(message: unknown, options: unknown = undefined): void {
    const state = this.#state;
    requireArguments(arguments.length, 1, 'postMessage');
    const transfer = toTransferList(options);
    if (transfer.includes(this)) throw domException('A port cannot be posted through itself', 'DataCloneError');
    const { value, transferred } = cloneWithTransfer(message, transfer);
    const other = state?.other;
    if (!other || other.closed) return;
    other.queue.push({ data: value, ports: transferred.filter((item) => isPort(item)) });
    schedule(other);
  }
  start(): void {
    start(this.#state);
  }
  close(): void {
    const state = this.#state;
    if (state === null) return;
    state.closed = true;
    if (state.other) state.other.other = null;
    state.other = null;
  }
}
const assertTarget = (target: unknown): object => {
  readState(target as MessagePort);
  return target as object;
};
defineEventHandler(MessagePort.prototype, 'message', {
  assertTarget,
  onSet: (target) => start(readState(target as MessagePort)),
});
defineEventHandler(MessagePort.prototype, 'messageerror', { assertTarget });
shapeInterface(MessagePort, 'MessagePort');
setPortBrand((value) => isObject(value) && isPort(value));

function toTransferList(options: unknown): object[] {
  if (options === undefined || options === null) return [];
  if (!isObject(options)) throw new TypeError('postMessage: the options must be an object');
  const isList = typeof (options as Iterable<unknown>)[Symbol.iterator] === 'function';
  const list = isList ? options : (options as { transfer?: unknown }).transfer;
  return list === undefined ? [] : toSequence(list, 'postMessage transfer', toTransferable);
}

function start(state: PortState | null): void {
  if (state === null || state.started) return;
  state.started = true;
  schedule(state);
}

/** Messages are tasks: one is delivered a task. */
function schedule(state: PortState): void {
  if (!state.started || state.scheduled || state.queue.length === 0) return;
  state.scheduled = true;
  setPlatformTimer(0, () => {
    state.scheduled = false;
    if (state.port === null || state.closed) return;
    const message = state.queue.shift();
    schedule(state);
    if (message === undefined) return;
    fireEvent(state.port, new MessageEvent('message', { data: message.data, ports: message.ports }));
  });
}

function createPort(): { port: MessagePort; state: PortState } {
  const port = new MessagePort(internalKey);
  const state: PortState = { other: null, port, queue: [], started: false, closed: false, scheduled: false };
  setState(port, state);
  return { port, state };
}

addCloneRule({
  matches: (value) => isPort(value),
  transfer: (value) => {
    const state = readState(value as MessagePort);
    if (state === null || state.closed) throw domException('The port is detached', 'DataCloneError');
    setState(value as MessagePort, null);
    const moved = new MessagePort(internalKey);
    state.port = moved;
    state.started = false;
    setState(moved, state);
    return moved;
  },
});

export class MessageChannel {
  readonly #port1: MessagePort;
  readonly #port2: MessagePort;

  constructor() {
    const first = createPort();
    const second = createPort();
    first.state.other = second.state;
    second.state.other = first.state;
    this.#port1 = first.port;
    this.#port2 = second.port;
  }

  get port1(): MessagePort {
    return this.#port1;
  }
  get port2(): MessagePort {
    return this.#port2;
  }
}
shapeInterface(MessageChannel, 'MessageChannel');
