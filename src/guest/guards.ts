import { guardConstructor, guardMethod, hideReplacements, replaceMethod } from './disguise.ts';

/**
 * Some built-ins run for seconds to hours inside one native call when they are given huge input, where no time limit
 * of V8's reaches them. Such input is refused here with a RangeError the function can catch. Others would run code of
 * the function's outside any entry, unmeasured; they are made to do so inside, or not at all.
 *
 * RegExp is left alone although a pattern of megabytes compiles for long: touching its constructor or prototype makes
 * every `split` and `replace` several times slower. What still hangs is ended from outside, with its sandbox.
 */

interface WebAssemblyApi {
  Module: new (bytes: unknown) => object;
  Instance: new (module: object, imports: unknown) => object;
}

const maxArrayLength = 30_000_000;
const maxTextLength = 4_194_304;
const maxJsonLength = 16_777_216;
const maxBufferGrowth = 33_554_432;

/** They go through `length`, whatever it says, without ever looking whether they should stop. */
const arrayReaders = ['indexOf', 'lastIndexOf', 'includes', 'join', 'slice', 'concat', 'flat', 'toLocaleString'];
const arrayWriters = ['fill', 'copyWithin', 'reverse', 'sort', 'splice', 'shift', 'unshift'];
const arrayCopiers = ['with', 'toSorted', 'toReversed', 'toSpliced'];
const arrayMethods = [...arrayReaders, ...arrayWriters, ...arrayCopiers];
const textMethods = ['normalize', 'localeCompare', 'replaceAll'];

/** Guards of what exists while the snapshot is made. */
export function installGuards(): void {
  for (const name of arrayMethods) guardMethod(Array.prototype, name, checkLength);
  for (const name of textMethods) guardMethod(String.prototype, name, checkText);
  for (const name of ['decodeURI', 'decodeURIComponent']) guardMethod(globalThis, name, (_, text) => checkText(text));
  guardMethod(JSON, 'parse', (_, text) => checkJson(text));
  guardConstructor('ArrayBuffer', checkGrowth);
  hideReplacements();
}

/** Guards of what an isolate has only once it was made from the snapshot. */
export function installLateGuards(): void {
  guardConstructor('SharedArrayBuffer', checkGrowth);
  if (typeof Atomics === 'object') refuseWaiting();
  if (typeof FinalizationRegistry === 'function') forgetFinalizers();
  const { WebAssembly: webAssembly } = globalThis as { WebAssembly?: WebAssemblyApi };
  if (webAssembly) compileInside(webAssembly);
}

function refuse(what: string): never {
  throw new RangeError(`${what} is larger than a function may use`);
}

function checkLength(self: unknown): void {
  if (typeof self === 'object' && self !== null && (self as ArrayLike<unknown>).length > maxArrayLength) {
    refuse('The array');
  }
}

function checkText(text: unknown): void {
  if (typeof text === 'string' && text.length > maxTextLength) refuse('The string');
}

function checkJson(text: unknown): void {
  if (typeof text === 'string' && text.length > maxJsonLength) refuse('The JSON text');
}

function checkGrowth([, options]: unknown[]): void {
  if (typeof options !== 'object' || options === null) return;
  if (Number((options as { maxByteLength?: unknown }).maxByteLength) > maxBufferGrowth) refuse('maxByteLength');
}

/** A function is alone on its thread: it would wait for nobody, and a timed wait would resume outside any entry. */
function refuseWaiting(): void {
  for (const name of ['wait', 'waitAsync']) {
    guardMethod(Atomics, name, () => {
      throw new TypeError(`Atomics.${name} cannot be called in a function`);
    });
  }
}

/** Clean-up callbacks would run outside any entry. The specification lets an implementation never call them. */
function forgetFinalizers(): void {
  replaceMethod(FinalizationRegistry.prototype, 'register', () => {
    const { register } = { register: (): undefined => undefined };
    return register;
  });
}

/** V8 compiles on other threads and resumes outside any entry: here it is done at once, and the promise stays. */
function compileInside(webAssembly: WebAssemblyApi): void {
  const { Module, Instance } = webAssembly;
  const promised = (run: (...args: unknown[]) => unknown) => () => {
    const { method } = {
      method: (...args: unknown[]): unknown => new Promise((resolve) => resolve(run(...args))),
    };
    return method;
  };
  replaceMethod(
    webAssembly,
    'compile',
    promised((bytes) => new Module(bytes)),
  );
  replaceMethod(
    webAssembly,
    'instantiate',
    promised((source, imports) => {
      if (source instanceof Module) return new Instance(source, imports);
      const module = new Module(source);
      return { module, instance: new Instance(module, imports) };
    }),
  );
}
