import { Event } from './event.ts';
import {
  requireArguments,
  shapeInterface,
  toDictionary,
  toDOMString,
  toInteger,
  toSequence,
  toUSVString,
} from './webidl.ts';

/** https://dom.spec.whatwg.org/#interface-customevent */
export class CustomEvent extends Event {
  #detail: unknown;

  constructor(type: unknown, init: unknown = undefined) {
    requireArguments(arguments.length, 1, 'CustomEvent constructor');
    super(type, init);
    this.#detail = toDictionary(init, 'CustomEvent init').detail ?? null;
  }

  get detail(): unknown {
    return this.#detail;
  }

  initCustomEvent(type: unknown, bubbles: unknown = false, cancelable: unknown = false, detail: unknown = null): void {
    requireArguments(arguments.length, 1, 'initCustomEvent');
    const dispatching = this.eventPhase !== 0;
    this.initEvent(type, bubbles, cancelable);
    if (!dispatching) this.#detail = detail;
  }
}

/** https://html.spec.whatwg.org/#errorevent */
export class ErrorEvent extends Event {
  readonly #message: string;
  readonly #filename: string;
  readonly #lineno: number;
  readonly #colno: number;
  readonly #error: unknown;

  constructor(type: unknown, init: unknown = undefined) {
    requireArguments(arguments.length, 1, 'ErrorEvent constructor');
    super(type, init);
    const { colno, error, filename, lineno, message } = toDictionary(init, 'ErrorEvent init');
    this.#colno = colno === undefined ? 0 : toInteger(colno, 32, false);
    this.#error = error;
    this.#filename = filename === undefined ? '' : toUSVString(filename);
    this.#lineno = lineno === undefined ? 0 : toInteger(lineno, 32, false);
    this.#message = message === undefined ? '' : toDOMString(message);
  }

  get message(): string {
    return this.#message;
  }
  get filename(): string {
    return this.#filename;
  }
  get lineno(): number {
    return this.#lineno;
  }
  get colno(): number {
    return this.#colno;
  }
  get error(): unknown {
    return this.#error;
  }
}

/** https://websockets.spec.whatwg.org/#the-closeevent-interface */
export class CloseEvent extends Event {
  readonly #wasClean: boolean;
  readonly #code: number;
  readonly #reason: string;

  constructor(type: unknown, init: unknown = undefined) {
    requireArguments(arguments.length, 1, 'CloseEvent constructor');
    super(type, init);
    const { code, reason, wasClean } = toDictionary(init, 'CloseEvent init');
    this.#code = code === undefined ? 0 : toInteger(code, 16, false);
    this.#reason = reason === undefined ? '' : toUSVString(reason);
    this.#wasClean = Boolean(wasClean);
  }

  get wasClean(): boolean {
    return this.#wasClean;
  }
  get code(): number {
    return this.#code;
  }
  get reason(): string {
    return this.#reason;
  }
}

/** https://html.spec.whatwg.org/#messageevent */
export class MessageEvent extends Event {
  #data: unknown = null;
  #origin = '';
  #lastEventId = '';
  #source: unknown = null;
  #ports: readonly unknown[] = Object.freeze([]);

  constructor(type: unknown, init: unknown = undefined) {
    requireArguments(arguments.length, 1, 'MessageEvent constructor');
    super(type, init);
    const { data, lastEventId, origin, ports, source } = toDictionary(init, 'MessageEvent init');
    if (data !== undefined) this.#data = data;
    if (lastEventId !== undefined) this.#lastEventId = toDOMString(lastEventId);
    if (origin !== undefined) this.#origin = toUSVString(origin);
    if (ports !== undefined) this.#ports = Object.freeze(toPorts(ports));
    if (source !== undefined) this.#source = toSource(source);
  }

  get data(): unknown {
    return this.#data;
  }
  get origin(): string {
    return this.#origin;
  }
  get lastEventId(): string {
    return this.#lastEventId;
  }
  get source(): unknown {
    return this.#source;
  }
  get ports(): readonly unknown[] {
    return this.#ports;
  }

  initMessageEvent(
    type: unknown,
    bubbles: unknown = false,
    cancelable: unknown = false,
    data: unknown = null,
    origin: unknown = '',
    lastEventId: unknown = '',
    source: unknown = null,
    ports: unknown = [],
  ): void {
    requireArguments(arguments.length, 1, 'initMessageEvent');
    this.initEvent(type, bubbles, cancelable);
    this.#data = data;
    this.#origin = toUSVString(origin);
    this.#lastEventId = toDOMString(lastEventId);
    this.#source = toSource(source);
    this.#ports = Object.freeze(toPorts(ports));
  }
}

let isPort: (value: unknown) => boolean = () => false;

/** MessagePort is defined on top of these events; it makes itself known here. */
export const setPortBrand = (brand: (value: unknown) => boolean): void => {
  isPort = brand;
};

const toPorts = (ports: unknown): unknown[] =>
  toSequence(ports, 'MessageEvent ports', (port) => {
    if (!isPort(port)) throw new TypeError('MessageEvent ports: not a MessagePort');
    return port;
  });

function toSource(source: unknown): unknown {
  if (source === null || source === undefined) return null;
  if (!isPort(source)) throw new TypeError('MessageEvent source: not a MessagePort');
  return source;
}

/** https://html.spec.whatwg.org/#promiserejectionevent */
export class PromiseRejectionEvent extends Event {
  readonly #promise: object;
  readonly #reason: unknown;

  constructor(type: unknown, init: unknown) {
    requireArguments(arguments.length, 2, 'PromiseRejectionEvent constructor');
    super(type, init);
    const { promise, reason } = toDictionary(init, 'PromiseRejectionEvent init');
    if (typeof promise !== 'object' || promise === null) {
      throw new TypeError('PromiseRejectionEvent init: promise is required');
    }
    this.#promise = promise;
    this.#reason = reason;
  }

  get promise(): object {
    return this.#promise;
  }
  get reason(): unknown {
    return this.#reason;
  }
}

shapeInterface(CloseEvent, 'CloseEvent');
shapeInterface(CustomEvent, 'CustomEvent');
shapeInterface(ErrorEvent, 'ErrorEvent');
shapeInterface(MessageEvent, 'MessageEvent');
shapeInterface(PromiseRejectionEvent, 'PromiseRejectionEvent');
