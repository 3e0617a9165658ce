import type { FileHandle } from 'node:fs/promises';

import { nodeFs, type StoreFs } from '../store-fs.ts';

export interface FailingFs extends StoreFs {
  /** The calls so far, in order. */
  readonly calls: string[];
  /** From now on call number `at`, or every call from there, fails. Counting starts anew. */
  failAt(at: number, code: string, forever: boolean): void;
}

const handleCalls = ['writeFile', 'stat', 'chmod', 'sync', 'readFile'] as const;

/** The real file system, until the wished-for call: that one does nothing, or half of its work, and fails. */
export function createFailingFs(): FailingFs {
  let calls: string[] = [];
  let plan: { at: number; code: string; forever: boolean } | undefined;

  function mayFail(name: string): void {
    const number = calls.push(name) - 1;
    if (!plan || (plan.forever ? number < plan.at : number !== plan.at)) return;
    throw Object.assign(new Error(`${plan.code}: injected, ${name}`), { code: plan.code });
  }

  const wrap =
    <Args extends unknown[], Result>(name: string, call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      mayFail(name);
      return call(...args);
    };

  function wrapHandle(handle: FileHandle): FileHandle {
    return new Proxy(handle, {
      get(target, property) {
        if (property === 'close') return () => target.close();
        const name = handleCalls.find((one) => one === property);
        if (!name) return Reflect.get(target, property) as unknown;
        return async (...args: unknown[]) => {
          try {
            mayFail(`handle.${name}`);
          } catch (error) {
            // A full disk takes some of the bytes first.
            if (name === 'writeFile') await target.writeFile((args[0] as Buffer).subarray(0, 7));
            throw error;
          }
          return (target[name] as (...all: unknown[]) => unknown)(...args);
        };
      },
    });
  }

  const names = ['rename', 'unlink', 'rm', 'mkdir', 'readdir', 'lstat', 'stat', 'realpath'] as const;
  const wrapped = Object.fromEntries(names.map((name) => [name, wrap(name, nodeFs[name] as never)]));
  return {
    ...(wrapped as unknown as StoreFs),
    readPlain(path) {
      mayFail('readPlain');
      return nodeFs.readPlain(path);
    },
    listPlain(path) {
      mayFail('listPlain');
      return nodeFs.listPlain(path);
    },
    isPlainFolder(path) {
      mayFail('isPlainFolder');
      return nodeFs.isPlainFolder(path);
    },
    open: (async (...args: Parameters<StoreFs['open']>) => {
      mayFail('open');
      return wrapHandle(await nodeFs.open(...args));
    }) as StoreFs['open'],
    get calls() {
      return calls;
    },
    failAt(at, code, forever) {
      calls = [];
      plan = { at, code, forever };
    },
  };
}
