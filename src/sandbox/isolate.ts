import type ivm from 'isolated-vm';

import { adoptName, type Guest, type GuestConfig, type Host } from '../guest/door.ts';
import type { DeploymentSource } from '../protocol/messages.ts';
import type { Argument, BlankIsolate } from './blank-isolate.ts';

/** How an entry into an isolate ended. */
export type EntryOutcome =
  | { type: 'done' }
  /**
   * Stopped at its deadline. The stack is where it was, unless it was between two microtasks. `isStarved`: the machine let
   * it run for so little of that time that it says nothing about the code.
   */
  | { type: 'timedOut'; stack: string | undefined; isStarved?: boolean }
  /** A promise was rejected and nobody handled it (or the module threw); the entry itself may have succeeded. */
  | { type: 'rejected'; error: { name: string; message: string; stack: string | undefined } }
  /** The isolate broke its heap limit and is gone. */
  | { type: 'gone' };

/** One isolate with a deployment's code in it. Everything is synchronous; every entry has a deadline on the clock. */
export interface GuestIsolate {
  enter(method: keyof Guest, args: Argument[], timeoutMs: number): EntryOutcome;
  /** Starts the module. It has finished when `Host.loaded` was called: at once, or after top-level awaits. */
  evaluate(timeoutMs: number): EntryOutcome;
  /**
   * Memory in use, that of buffers outside V8's heap included; it is what the heap limit counts. Not older than `maxAgeMs`:
   * `npm run bench -- --only isolate-start` says what measuring costs. 0 when the isolate is gone.
   */
  heapBytes(maxAgeMs: number): number;
  /** The heap now, unless the isolate was not entered since this was last asked: then null, as nothing can differ. */
  newHeapBytes(): number | null;
  /** What the code's own counters stand at; undefined where it has none, or they cannot be read. */
  counts(): Float64Array | undefined;
  dispose(): void;
}

const timedOutMessage = 'Script execution timed out.';
const userModule = 'nexo:user';
/** Runs when the user's module has been evaluated to its end, top-level awaits included. */
const startModule = `import * as user from '${userModule}'; ${adoptName}(user);`;

/** Makes a blank isolate a deployment's. Throws a SyntaxError (V8's, with `file:line`) when the code does not compile. */
export function createGuestIsolate(blank: BlankIsolate, source: DeploymentSource, host: Host): GuestIsolate {
  const { isolate, entries } = blank;
  const dispose = (): void => {
    if (!isolate.isDisposed) isolate.dispose();
  };
  try {
    blank.adopt(host);
    entries.configure.applySync(undefined, [configOf(source)]);
    const start = compile(blank, source);
    const heapBytes = heapMeter(isolate);
    let isNew = true;
    return {
      enter(method, args, timeoutMs) {
        isNew = true;
        return enter(isolate, timeoutMs, () => entries[method].applySync(undefined, args, { timeout: timeoutMs }));
      },
      evaluate: (timeoutMs) => enter(isolate, timeoutMs, () => start.evaluateSync({ timeout: timeoutMs })),
      heapBytes,
      newHeapBytes() {
        if (!isNew) return null;
        isNew = false;
        return heapBytes(0);
      },
      counts: () => readCounts(start, source.counters),
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}

function configOf({ env, bindings, limits }: DeploymentSource): string {
  const config: GuestConfig = { env, bindings, responseBytes: limits.responseBytes };
  return JSON.stringify(config);
}

function compile({ isolate, context }: BlankIsolate, source: DeploymentSource): ivm.Module {
  const user = isolate.compileModuleSync(source.code, { filename: source.file });
  // Only the module that is instantiated by name can be read from outside.
  const passedOn = source.counters === undefined ? '' : ` export { ${source.counters} } from '${userModule}';`;
  const start = isolate.compileModuleSync(startModule + passedOn, { filename: 'nexo:prelude' });
  start.instantiateSync(context, (specifier) => {
    if (specifier === userModule) return user;
    throw new Error(`Cannot import "${specifier}"`);
  });
  return start;
}

function readCounts(start: ivm.Module, counters: string | undefined): Float64Array | undefined {
  if (counters === undefined) return undefined;
  try {
    const counts: unknown = start.namespace.getSync(counters, { copy: true });
    return counts instanceof Float64Array ? counts : undefined;
  } catch {
    // The isolate is gone, or the module has not begun.
    return undefined;
  }
}

function enter(isolate: ivm.Isolate, timeoutMs: number, run: () => unknown): EntryOutcome {
  const startedAt = performance.now();
  try {
    run();
    return isolate.isDisposed ? { type: 'gone' } : { type: 'done' };
  } catch (error) {
    if (isolate.isDisposed) return { type: 'gone' };
    const { name, message, stack } = asError(error);
    // A function may reject with this very message; it cannot turn the clock forward.
    if (message === timedOutMessage && performance.now() - startedAt >= timeoutMs - 1) {
      return { type: 'timedOut', stack: isOurs(stack) ? undefined : stack };
    }
    return { type: 'rejected', error: { name, message, stack } };
  }
}

/** Where nothing was on the isolate's stack, isolated-vm gives the stack of its caller. */
function isOurs(stack = ''): boolean {
  return stack.split('\n', 2)[1]?.includes(import.meta.url) ?? true;
}

function heapMeter(isolate: ivm.Isolate): (maxAgeMs: number) => number {
  let bytes = 0;
  let measuredAt = -Infinity;
  return (maxAgeMs) => {
    if (isolate.isDisposed) return 0;
    const now = performance.now();
    if (now - measuredAt < maxAgeMs) return bytes;
    measuredAt = now;
    const { used_heap_size: inHeap, externally_allocated_size: outside } = isolate.getHeapStatisticsSync();
    bytes = inHeap + outside;
    return bytes;
  };
}

/** isolated-vm throws an Error made of texts, or the primitive that was thrown: the name is then empty. */
function asError(error: unknown): { name: string; message: string; stack: string | undefined } {
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack };
  return { name: '', message: String(error), stack: undefined };
}
