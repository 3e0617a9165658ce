/**
 * Contexts that follow a call through timers, promises and awaits. V8 tells an isolate nothing of its awaits, so the
 * compiler writes those of a function that imports this module as calls of `then`, which are followed here.
 */
type Callable = (this: unknown, ...args: never[]) => unknown;
type Contexts = ReadonlyMap<AsyncLocalStorage<unknown>, unknown>;

const none: Contexts = new Map();
let current = none;
/** How many calls on the stack will put back what they found. */
let depth = 0;

function runIn<Result>(contexts: Contexts, run: () => Result): Result {
  const before = current;
  current = contexts;
  depth++;
  try {
    return run();
  } finally {
    depth--;
    current = before;
  }
}

/** The callback as it is called later: in the contexts of now. */
function follow<Callback>(callback: Callback): Callback {
  if (typeof callback !== 'function') return callback;
  const contexts = current;
  function followed(this: unknown, ...args: unknown[]): unknown {
    return runIn(contexts, () => Reflect.apply(callback as unknown as Callable, this, args as never[]));
  }
  return followed as Callback;
}

/** Replaces a built-in by one that hands the callbacks among its first arguments on in their contexts. */
function followCallbacks(target: object, name: string, callbacks: number): void {
  const original = (target as Record<string, Callable>)[name]!;
  const { [name]: replacement } = {
    [name](this: unknown, ...args: never[]): unknown {
      const followed = args.map((arg, index) => (index < callbacks ? follow(arg) : arg));
      return Reflect.apply(original, this, followed);
    },
  };
  Object.defineProperty(replacement, 'length', { value: original.length, configurable: true });
  Object.defineProperty(target, name, { ...Object.getOwnPropertyDescriptor(target, name), value: replacement });
}

const { queueMicrotask } = globalThis;
const { resolve } = Promise;
const isThenable = (value: unknown): value is { then: unknown } =>
  typeof value === 'object' && value !== null && !(value instanceof Promise) && 'then' in value;

followCallbacks(Promise.prototype, 'then', 2);
for (const name of ['setTimeout', 'setInterval', 'queueMicrotask']) followCallbacks(globalThis, name, 1);

/** What is awaited may do its work when its `then` is called, which is later: it does it in the contexts of now. */
Object.defineProperty(Promise, 'resolve', {
  ...Object.getOwnPropertyDescriptor(Promise, 'resolve'),
  value: {
    resolve(this: PromiseConstructor, value: unknown): unknown {
      if (this !== Promise || !isThenable(value)) return Reflect.apply(resolve, this, [value]);
      return new Promise((fulfil, reject) => {
        const { then } = value;
        if (typeof then !== 'function') return fulfil(value);
        const call = follow(() => {
          try {
            Reflect.apply(then, value, [fulfil, reject]);
          } catch (error) {
            reject(error);
          }
        });
        queueMicrotask(call);
      });
    },
  }.resolve,
});

export class AsyncLocalStorage<Store> {
  readonly name: string;
  readonly #defaultValue: Store | undefined;

  constructor({ defaultValue, name = '' }: { defaultValue?: Store; name?: string } = {}) {
    this.#defaultValue = defaultValue;
    this.name = name;
  }

  static bind<Function extends Callable>(callback: Function): Function {
    return follow(callback);
  }

  static snapshot(): (callback: Callable, ...args: unknown[]) => unknown {
    const contexts = current;
    return (callback, ...args) => runIn(contexts, () => Reflect.apply(callback, undefined, args as never[]));
  }

  getStore(): Store | undefined {
    return current.has(this) ? (current.get(this) as Store) : this.#defaultValue;
  }

  run<Args extends unknown[], Result>(store: Store, callback: (...args: Args) => Result, ...args: Args): Result {
    return runIn(new Map(current).set(this, store), () => callback(...args));
  }

  exit<Args extends unknown[], Result>(callback: (...args: Args) => Result, ...args: Args): Result {
    return this.run(undefined as Store, callback, ...args);
  }

  enterWith(store: Store): void {
    current = new Map(current).set(this, store);
    // Outside of every followed call nobody would put back what was there, and the next request would find this.
    if (depth === 0) queueMicrotask(() => void (current = none));
  }

  disable(): void {
    const rest = new Map(current);
    rest.delete(this);
    current = rest;
  }
}

export class AsyncResource {
  readonly type: string;
  readonly #contexts = current;

  constructor(type: string) {
    this.type = type;
  }

  static bind<Function extends Callable>(callback: Function, type = 'bound', self?: unknown): Function {
    return new AsyncResource(type).bind(callback, self);
  }

  bind<Function extends Callable>(callback: Function, self?: unknown): Function {
    const run = (...args: never[]): unknown => this.runInAsyncScope(callback, self, ...args);
    return run as Function;
  }

  runInAsyncScope(callback: Callable, self?: unknown, ...args: never[]): unknown {
    return runIn(this.#contexts, () => Reflect.apply(callback, self, args));
  }

  emitDestroy(): this {
    return this;
  }

  asyncId(): number {
    return 0;
  }

  triggerAsyncId(): number {
    return 0;
  }
}

export const executionAsyncId = (): number => 0;
export const triggerAsyncId = (): number => 0;

export default { AsyncLocalStorage, AsyncResource, executionAsyncId, triggerAsyncId };
