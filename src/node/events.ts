import EventEmitter from 'events/events.js';

type Name = string | symbol;

const { once } = EventEmitter;
const { defaultMaxListeners } = EventEmitter;
const errorMonitor = Symbol('events.errorMonitor');
const captureRejectionSymbol = Symbol.for('nodejs.rejection');

const { emit } = EventEmitter.prototype;
EventEmitter.prototype.emit = {
  emit(this: EventEmitter, name: Name, ...args: unknown[]): boolean {
    if (name === 'error' && this.listenerCount(errorMonitor) > 0) Reflect.apply(emit, this, [errorMonitor, ...args]);
    return Reflect.apply(emit, this, [name, ...args]);
  },
}.emit;

const listenerCount = (emitter: EventEmitter, name: Name): number => emitter.listenerCount(name);
const getEventListeners = (emitter: EventEmitter, name: Name): unknown[] => emitter.listeners(name);
const getMaxListeners = (emitter: EventEmitter): number => emitter.getMaxListeners();

function setMaxListeners(count = defaultMaxListeners, ...emitters: EventEmitter[]): void {
  if (emitters.length === 0) EventEmitter.defaultMaxListeners = count;
  for (const emitter of emitters) emitter.setMaxListeners(count);
}

interface OnOptions {
  signal?: AbortSignal;
  close?: Name[];
}

/** Every event of a name from now on, none lost while the loop's body runs. */
function on(emitter: EventEmitter, name: Name, { signal, close = [] }: OnOptions = {}): AsyncGenerator<unknown[]> {
  const events: unknown[][] = [];
  let ending: { error?: unknown } | undefined;
  let wake = (): void => {};
  const add = (...args: unknown[]): void => {
    events.push(args);
    wake();
  };
  const end = (how: { error?: unknown }): void => {
    ending ??= how;
    wake();
  };
  const fail = (error: unknown): void => end({ error });
  const abort = (): void => fail(abortError(signal));
  const finish = (): void => end({});
  signal?.throwIfAborted();
  emitter.on(name, add);
  if (name !== 'error') emitter.on('error', fail);
  for (const one of close) emitter.on(one, finish);
  signal?.addEventListener('abort', abort, { once: true });

  function stopListening(): void {
    emitter.off(name, add);
    emitter.off('error', fail);
    for (const one of close) emitter.off(one, finish);
    signal?.removeEventListener('abort', abort);
  }
  async function* read(): AsyncGenerator<unknown[]> {
    try {
      for (;;) {
        while (events.length > 0) yield events.shift()!;
        if (ending && 'error' in ending) throw ending.error;
        if (ending) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      stopListening();
    }
  }
  return read();
}

function abortError(signal: AbortSignal | undefined): Error {
  const error = new Error('The operation was aborted', { cause: signal?.reason });
  return Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' });
}

Object.assign(EventEmitter, {
  captureRejectionSymbol,
  errorMonitor,
  EventEmitter,
  getEventListeners,
  getMaxListeners,
  on,
  setMaxListeners,
});

export { captureRejectionSymbol, defaultMaxListeners, errorMonitor, EventEmitter, getEventListeners, getMaxListeners };
export { listenerCount, on, once, setMaxListeners };
export default EventEmitter;
