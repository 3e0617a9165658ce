import { platform, whenBound } from './platform.ts';
import { defineProperty } from './primordials.ts';
import { defineConstants, requireArguments, shapeInterface, toDictionary, toDOMString } from './webidl.ts';

/** https://dom.spec.whatwg.org/#interface-event; without a tree, so a path is the target alone. */

export interface EventState {
  type: string;
  bubbles: boolean;
  cancelable: boolean;
  composed: boolean;
  target: object | null;
  currentTarget: object | null;
  phase: number;
  timeStamp: number;
  trusted: boolean;
  dispatching: boolean;
  initialized: boolean;
  canceled: boolean;
  propagationStopped: boolean;
  immediatelyStopped: boolean;
  inPassiveListener: boolean;
}

export const atTarget = 2;

let readState: (event: Event) => EventState;
let hasState: (value: object) => boolean;

export class Event {
  readonly #state: EventState;

  static {
    readState = (event) => event.#state;
    hasState = (value) => #state in value;
  }

  constructor(type: unknown, init: unknown = undefined) {
    requireArguments(arguments.length, 1, 'Event constructor');
    const name = toDOMString(type);
    const { bubbles, cancelable, composed } = toDictionary(init, 'Event init');
    this.#state = {
      type: name,
      bubbles: !!bubbles,
      cancelable: !!cancelable,
      composed: !!composed,
      target: null,
      currentTarget: null,
      phase: 0,
      timeStamp: monotonicNow(),
      trusted: false,
      dispatching: false,
      initialized: true,
      canceled: false,
      propagationStopped: false,
      immediatelyStopped: false,
      inPassiveListener: false,
    };
    defineProperty(this, 'isTrusted', isTrustedDescriptor);
  }

  get type() {
    return this.#state.type;
  }
  get target() {
    return this.#state.target;
  }
  get srcElement() {
    return this.#state.target;
  }
  get currentTarget() {
    return this.#state.currentTarget;
  }
  composedPath(): object[] {
    const { currentTarget } = this.#state;
    return currentTarget === null ? [] : [currentTarget];
  }
  get eventPhase() {
    return this.#state.phase;
  }
  stopPropagation(): void {
    this.#state.propagationStopped = true;
  }
  get cancelBubble() {
    return this.#state.propagationStopped;
  }
  set cancelBubble(value: boolean) {
    if (value) this.#state.propagationStopped = true;
  }
  stopImmediatePropagation(): void {
    this.#state.propagationStopped = true;
    this.#state.immediatelyStopped = true;
  }
  get bubbles() {
    return this.#state.bubbles;
  }
  get cancelable() {
    return this.#state.cancelable;
  }
  get returnValue() {
    return !this.#state.canceled;
  }
  set returnValue(value: boolean) {
    if (!value) cancel(this.#state);
  }
  preventDefault(): void {
    cancel(this.#state);
  }
  get defaultPrevented() {
    return this.#state.canceled;
  }
  get composed() {
    return this.#state.composed;
  }
  get timeStamp() {
    return this.#state.timeStamp;
  }
  initEvent(type: unknown, bubbles: unknown = false, cancelable: unknown = false): void {
    requireArguments(arguments.length, 1, 'initEvent');
    const state = this.#state;
    const name = toDOMString(type);
    if (state.dispatching) return;
    state.type = name;
    state.bubbles = !!bubbles;
    state.cancelable = !!cancelable;
    state.initialized = true;
    state.canceled = state.propagationStopped = state.immediatelyStopped = state.trusted = false;
    state.target = null;
  }
}

function cancel(state: EventState): void {
  if (state.cancelable && !state.inPassiveListener) state.canceled = true;
}

/** Milliseconds since the isolate's time origin. */
export function monotonicNow(): number {
  const { host } = platform;
  if (host === undefined) return 0;
  const now = host.now();
  if (timeOrigin === 0) timeOrigin = now;
  return now - timeOrigin;
}
let timeOrigin = 0;
whenBound(() => void monotonicNow());

/** Unix time in milliseconds of the isolate's first clock reading. */
export function readTimeOrigin(): number {
  monotonicNow();
  return timeOrigin;
}

const isTrustedDescriptor = {
  get: Object.getOwnPropertyDescriptor(
    {
      get isTrusted(): boolean {
        return readState(this as unknown as Event).trusted;
      },
    },
    'isTrusted',
  )!.get!,
  enumerable: true,
  configurable: false,
};

shapeInterface(Event, 'Event');
defineConstants(Event, { NONE: 0, CAPTURING_PHASE: 1, AT_TARGET: atTarget, BUBBLING_PHASE: 3 });

export const isEvent = (value: unknown): value is Event =>
  typeof value === 'object' && value !== null && hasState(value);
export const eventState = (event: Event): EventState => readState(event);
