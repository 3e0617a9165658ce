import type { FileHandle } from 'node:fs/promises';

import { nodeFs, type StoreFs } from '../store-fs.ts';

/** How a file call goes wrong. */
export interface Fault {
  code: 'ENOSPC' | 'EIO' | 'EACCES';
  /** Every later call fails as well: what happened is then what a crash leaves. */
  forever?: boolean;
  /** A write takes some of the bytes and says that it took all; other calls are not touched. */
  short?: boolean;
}

export interface FailingFs extends StoreFs {
  /** The calls so far, in order. */
  readonly calls: string[];
  /** From now on call number `at` goes wrong; none without a fault. Counting starts anew. */
  failAt(at: number, fault?: Fault): void;
}

const handleCalls = ['writeFile', 'stat', 'chmod', 'sync', 'readFile'] as const;

/** The real file system, until the wished-for call: that one does nothing, or half of its work, and fails. */
export function createFailingFs(real: StoreFs = nodeFs): FailingFs {
  let calls: string[] = [];
  let plan: ({ at: number } & Fault) | undefined;

  const isDue = (number: number): boolean =>
    plan !== undefined && (plan.forever === true ? number >= plan.at : number === plan.at);

  function mayFail(name: string): void {
    const number = calls.push(name) - 1;
    if (plan === undefined || plan.short === true || !isDue(number)) return;
    throw Object.assign(new Error(`${plan.code}: injected, ${name}`), { code: plan.code });
  }

  const wrap =
    <Args extends unknown[], Result>(name: string, call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      mayFail(name);
      return call(...args);
    };

  async function writeFile(target: FileHandle, bytes: Buffer): Promise<void> {
    try {
      mayFail('handle.writeFile');
    } catch (error) {
      // A full disk takes some of the bytes first.
      await target.writeFile(bytes.subarray(0, 7));
      throw error;
    }
    const isShort = plan?.short === true && isDue(calls.length - 1);
    await target.writeFile(isShort ? bytes.subarray(0, bytes.length >> 1) : bytes);
  }

  function wrapHandle(handle: FileHandle): FileHandle {
    return new Proxy(handle, {
      get(target, property) {
        if (property === 'close') return () => target.close();
        if (property === 'writeFile') return (bytes: Buffer) => writeFile(target, bytes);
        const name = handleCalls.find((one) => one === property);
        if (!name) return Reflect.get(target, property) as unknown;
        return async (...args: unknown[]) => {
          mayFail(`handle.${name}`);
          return (target[name] as (...all: unknown[]) => unknown)(...args);
        };
      },
    });
  }

  const names = ['rename', 'unlink', 'rm', 'mkdir', 'readdir', 'lstat', 'stat', 'realpath'] as const;
  const wrapped = Object.fromEntries(names.map((name) => [name, wrap(name, real[name] as never)]));
  return {
    ...(wrapped as unknown as StoreFs),
    readPlain(path) {
      mayFail('readPlain');
      return real.readPlain(path);
    },
    listPlain(path) {
      mayFail('listPlain');
      return real.listPlain(path);
    },
    isPlainFolder(path) {
      mayFail('isPlainFolder');
      return real.isPlainFolder(path);
    },
    open: (async (...args: Parameters<StoreFs['open']>) => {
      mayFail('open');
      return wrapHandle(await real.open(...args));
    }) as StoreFs['open'],
    get calls() {
      return calls;
    },
    failAt(at, fault) {
      calls = [];
      plan = fault && { at, ...fault };
    },
  };
}
