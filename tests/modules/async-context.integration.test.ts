/* oxlint-disable unicorn/no-thenable, unicorn/no-unnecessary-await, typescript/await-thenable -- what is tested here */
/* oxlint-disable unicorn/no-single-promise-in-promise-methods -- as is this */
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { modulesWorkspace, type ModulesWorkspace } from './workspace.ts';

interface Hooks {
  AsyncLocalStorage: typeof AsyncLocalStorage;
  AsyncResource: typeof AsyncResource;
}

/** Each is run here, on Node, and in a function, where awaits are followed by other means: the same has to come out. */
const cases: Record<string, (hooks: Hooks) => unknown> = {
  'awaits of promises, of values and of thenables': async ({ AsyncLocalStorage: Storage }) => {
    const storage = new Storage<string>();
    const thenable = { then: (resolve: (value: unknown) => void) => resolve(storage.getStore()) };
    const walk = async (name: string): Promise<unknown[]> =>
      storage.run(name, async () => {
        const seen: unknown[] = [storage.getStore()];
        await new Promise((resolve) => setTimeout(resolve, 5));
        seen.push(storage.getStore());
        await null;
        seen.push(storage.getStore(), await thenable, storage.getStore());
        return seen;
      });
    return [await Promise.all(['a', 'b', 'c'].map(walk)), storage.getStore()];
  },
  'then, catch, finally, all and queueMicrotask': async ({ AsyncLocalStorage: Storage }) => {
    const storage = new Storage<number>();
    const seen: unknown[] = [];
    const note = (): void => void seen.push(storage.getStore());
    const { promise, resolve } = Promise.withResolvers<void>();
    const done = storage.run(1, () => [
      promise.then(note),
      Promise.reject(new Error('x')).catch(note).finally(note),
      Promise.all([Promise.resolve(1)]).then(note),
      new Promise<void>((end) => queueMicrotask(() => (note(), end()))),
    ]);
    storage.run(2, () => resolve());
    await Promise.all(done);
    return [seen, storage.getStore()];
  },
  'loops over async iterators, generators, methods and private methods': async ({ AsyncLocalStorage: Storage }) => {
    const storage = new Storage<string>();
    class Source {
      async *read(): AsyncGenerator {
        for (let count = 0; count < 2; count++) {
          await this.#wait();
          yield storage.getStore();
        }
      }
      async #wait(): Promise<void> {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
    return storage.run('outer', async () => {
      const seen: unknown[] = [];
      for await (const value of new Source().read()) seen.push(value, storage.getStore());
      try {
        await storage.run('inner', async () => {
          await null;
          throw new Error(storage.getStore());
        });
      } catch (error) {
        seen.push((error as Error).message, storage.getStore());
      }
      return seen;
    });
  },
  'nesting, exit, bind, snapshot and defaults': async ({ AsyncLocalStorage: Storage, AsyncResource: Resource }) => {
    const [a, b] = [new Storage<number>(), new Storage<number>({ defaultValue: 0 })];
    return a.run(1, () =>
      b.run(2, async () => {
        const read = (): unknown[] => [a.getStore(), b.getStore()];
        const [bound, within] = [Storage.bind(read), Storage.snapshot()];
        const resource = new Resource('test');
        const outside = a.run(3, () => [bound(), within(read), resource.runInAsyncScope(read), read()]);
        await null;
        return [outside, a.exit(read), read(), await a.exit(async () => (await null, read()))];
      }),
    );
  },
  'enterWith, within what it is called in': async ({ AsyncLocalStorage: Storage }) => {
    const storage = new Storage<string>();
    const enter = async (name: string): Promise<unknown> => {
      await null;
      storage.enterWith(name);
      await new Promise((resolve) => setTimeout(resolve, 2));
      return storage.getStore();
    };
    return Promise.all([enter('x'), enter('y')]);
  },
  'this, arguments, super and default parameters of async functions': async ({ AsyncLocalStorage: Storage }) => {
    const storage = new Storage<string>();
    class Base {
      async name(prefix = 'p'): Promise<string> {
        await null;
        return `${prefix}-${storage.getStore()}`;
      }
    }
    class Derived extends Base {
      override async name(): Promise<string> {
        // oxlint-disable-next-line prefer-rest-params -- this is what is tested
        const count = arguments.length;
        const read = async (): Promise<string> => `${await super.name()}-${count}-${this instanceof Derived}`;
        return read();
      }
    }
    return storage.run('s', () => new Derived().name());
  },
};

const functionText = `
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
const cases = { ${Object.entries(cases)
  .map(([name, run]) => `${JSON.stringify(name)}: ${run.toString()}`)
  .join(',\n')} };
const requests = new AsyncLocalStorage();
export default {
  async fetch(request) {
    const before = requests.getStore();
    const name = decodeURIComponent(new URL(request.url).pathname.slice('/context/'.length));
    requests.enterWith(name);
    const value = await cases[name]?.({ AsyncLocalStorage, AsyncResource });
    const body = await new Response(new Blob(['x'])).text();
    return Response.json({ value, before, after: requests.getStore(), body });
  },
};
`;

/** All other modules of Node that functions have, whose code is then compiled as theirs is. */
const besideText = `
import { AsyncLocalStorage } from 'node:async_hooks';
import assert from 'node:assert';
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { EventEmitter, on } from 'node:events';
import path from 'node:path';
import { stringify } from 'node:querystring';
import { StringDecoder } from 'node:string_decoder';
import { fileURLToPath } from 'node:url';
import util from 'node:util';
const storage = new AsyncLocalStorage();
async function handler() {
  const seen = [util.inspect({ a: [new Map([[1, async () => 2]])] }), path.join('a', 'b'), stringify({ a: 1 })];
  seen.push(createHash('sha1').update(Buffer.from('a')).digest('base64'), fileURLToPath('file:///a'));
  seen.push(new StringDecoder('utf8').write(Buffer.from('z')));
  await storage.run('inside', async () => {
    await assert.rejects(async () => { throw new TypeError(storage.getStore()); }, { message: 'inside' });
    const emitter = new EventEmitter();
    setTimeout(() => emitter.emit('x', storage.getStore()), 1);
    for await (const [value] of on(emitter, 'x')) { seen.push(value); break; }
  });
  return seen;
}
`;

let workspace: ModulesWorkspace;
beforeAll(async () => {
  workspace = await modulesWorkspace([], { context: { 'index.js': functionText }, beside: { 'index.js': besideText } });
}, 60_000);
afterAll(() => workspace.dispose());

describe('AsyncLocalStorage keeps a context as Node does', () => {
  it.each(Object.keys(cases))('%s', async (name) => {
    const response = await workspace.engine.request(`/fn/context/${encodeURIComponent(name)}`);
    const value = JSON.parse(JSON.stringify(await cases[name]?.({ AsyncLocalStorage, AsyncResource }))) as unknown;
    expect(await response.json()).toEqual({ value, after: name, body: 'x' });
  });

  it('apart between requests at the same time', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `none-${index}`);
    const answers = await Promise.all(names.map((name) => workspace.engine.request(`/fn/context/${name}`)));
    const bodies = await Promise.all(answers.map((answer) => answer.json()));
    expect(bodies).toEqual(names.map((after) => ({ after, body: 'x' })));
  });
});

it('every other module of Node works beside it', async () => {
  expect(await (await workspace.engine.request('/fn/beside/')).json()).toEqual([
    '{ a: [ Map(1) { 1 => [Function (anonymous)] } ] }',
    'a/b',
    'a=1',
    'hvfkN/qlp/zhXR3cuerq6jd2Z7g=',
    '/a',
    'z',
    'inside',
  ]);
});

it('top-level await beside it is refused, and why', async () => {
  const code = `import 'node:async_hooks';\nconst x = await 1;\nexport default () => x;`;
  const refused = await workspace.engine.send('POST', '/api/functions', { name: 'tla', route: '/tla', code });
  expect(refused.body.error).toMatchObject({
    code: 'SYNTAX_ERROR',
    line: 2,
    column: 11,
    message: expect.stringContaining('Await inside the function'),
  });
});
