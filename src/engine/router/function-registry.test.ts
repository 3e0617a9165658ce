import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { NexoError } from '../../contract/errors.ts';
import type { NexoFunction } from '../../contract/function.ts';
import { defaultLimits } from '../../contract/limits.ts';
import type { CompileInput, Compiled } from '../compile/compiler.ts';
import type { Deployment } from '../deployment.ts';
import { createFunctionRegistry } from './function-registry.ts';
import { createRouteTable } from './route-table.ts';

function fn(id: string, change: Partial<NexoFunction> = {}): NexoFunction {
  return {
    id,
    name: id,
    route: `/${id}`,
    methods: ['GET'],
    language: 'javascript',
    limits: defaultLimits,
    env: {},
    bindings: {},
    secrets: [],
    version: '1',
    file: `functions/${id}/index.js`,
    damage: null,
    code: 'one',
    ...change,
  };
}

function setUp(compile = async (input: CompileInput): Promise<Compiled> => ({ ...input, sourceMap: '', inputs: [] })) {
  const retired: Deployment[] = [];
  const registry = createFunctionRegistry({
    compiler: { compile },
    functionEnv,
    retire: (deployment) => retired.push(deployment),
  });
  return { registry, retired };
}

const functionEnv = { of: () => ({ env: {}, secrets: {} }) };

describe('createFunctionRegistry', () => {
  it('routes after any changes as a table made of what there is then', () => {
    const change = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      route: fc.constantFrom('/x', '/x', '/:any', '/y/*', 'no slash', undefined),
      methods: fc.subarray(['GET', 'POST'] as const, { minLength: 1 }),
      version: fc.constantFrom('1', '2'),
    });
    const paths = ['/x', '/y/z', '/other'];
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const { registry } = setUp();
        const present = new Map<string, NexoFunction>();
        for (const { id, route, methods, version } of changes) {
          if (route === undefined) {
            present.delete(id);
            registry.remove(id);
          } else {
            present.set(id, fn(id, { route, methods, version }));
            registry.put(present.get(id)!);
          }
          const table = createRouteTable([...present.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)));
          for (const path of paths) {
            const [expected, found] = [table.match('GET', path), registry.match('GET', path)];
            expect(found.type).toBe(expected.type);
            if (found.type !== 'found' || expected.type !== 'found') continue;
            expect([found.target.id, found.params]).toEqual([expected.target.id, expected.params]);
            expect(found.target).toBe(registry.get(found.target.id));
            expect(found.target.summary.version).toBe(expected.target.version);
          }
          const damaged = registry.list().filter(({ damage }) => damage !== null);
          expect(damaged.map((one) => one.id)).toEqual([...table.problems.keys()].toSorted());
        }
      }),
      { numRuns: 200 },
    );
  });

  it('compiles on first use, once', async () => {
    let compilations = 0;
    const { registry } = setUp(async (input) => {
      compilations++;
      return { code: input.code, sourceMap: '', inputs: [] };
    });
    registry.put(fn('a'));
    const [first, second] = await Promise.all([registry.deploy('a'), registry.deploy('a')]);
    expect(first).toBe(second);
    expect(await registry.deploy('a')).toBe(first);
    expect(compilations).toBe(1);
  });

  it('gives the new version when a function changes while it compiles', async () => {
    const gates: (() => void)[] = [];
    const { registry, retired } = setUp(async (input) => {
      await new Promise<void>((resolve) => gates.push(resolve));
      return { code: input.code, sourceMap: '', inputs: [] };
    });
    registry.put(fn('a'));
    const deployed = registry.deploy('a');
    registry.put(fn('a', { version: '2', code: 'two' }), { code: 'two', sourceMap: '', inputs: [] });
    gates[0]?.();
    expect((await deployed).source).toMatchObject({ version: '2', code: 'two' });
    expect(retired).toEqual([]);
  });

  it('retires what a new version, damage or removal replaces, and nothing else', async () => {
    const { registry, retired } = setUp();
    registry.put(fn('a'));
    const first = await registry.deploy('a');
    registry.put(fn('a', { route: '/moved' }));
    expect(await registry.deploy('a')).toBe(first);
    expect(registry.match('GET', '/moved')).toMatchObject({ type: 'found', target: { id: 'a' } });
    expect(registry.match('GET', '/a')).toEqual({ type: 'notFound' });

    registry.put(fn('a', { version: '2' }));
    expect(retired).toEqual([first]);
    const second = await registry.deploy('a');
    registry.remove('a');
    expect(retired).toEqual([first, second]);
    await expect(registry.deploy('a')).rejects.toMatchObject({ code: 'FUNCTION_NOT_FOUND' });
  });

  it('says what is wrong with code that does not compile, every time', async () => {
    const { registry } = setUp(async () => {
      throw new NexoError('SYNTAX_ERROR', 'unexpected end', { field: 'code', line: 1, column: 2 });
    });
    registry.put(fn('a'));
    await expect(registry.deploy('a')).rejects.toMatchObject({ code: 'SYNTAX_ERROR' });
    await expect(registry.deploy('a')).rejects.toMatchObject({ code: 'SYNTAX_ERROR' });
  });

  it('compiles again what a changed file is part of, and serves as before meanwhile', async () => {
    let text = 'old';
    let compilations = 0;
    const { registry, retired } = setUp(async ({ code }) => {
      compilations++;
      return { code: code + text, sourceMap: '', inputs: ['functions/a/help.js', 'node_modules/left/index.js'] };
    });
    registry.put(fn('a'));
    registry.put(fn('b'));
    const first = await registry.deploy('a');
    await registry.filesChanged(['functions/a/index.js', 'functions/b/help.js', 'shared/other.js']);
    expect(compilations).toBe(1);

    await registry.filesChanged(['functions/a/help.js']);
    expect(compilations).toBe(2);
    expect(await registry.deploy('a')).toBe(first);
    text = 'new';
    const changing = registry.filesChanged(['functions/a/help.js']);
    expect(await registry.deploy('a')).toBe(first);
    await changing;
    const second = await registry.deploy('a');
    expect(second.source.code).toBe('onenew');
    expect(second.source.version).not.toBe(first.source.version);
    expect(registry.summary('a')?.version).toBe(second.source.version);
    expect(retired).toEqual([first]);

    text = 'installed';
    await registry.filesChanged(['node_modules/.package-lock.json']);
    expect((await registry.deploy('a')).source.code).toBe('oneinstalled');
  });

  it('keeps the problem of code that does not compile until a file mends it', async () => {
    const told: string[] = [];
    let broken = true;
    const compile = async (input: CompileInput): Promise<Compiled> => {
      const place = { field: 'code', file: 'shared/x.js', line: 3, column: 4 };
      if (broken) throw new NexoError('SYNTAX_ERROR', 'unexpected end', place);
      return { code: input.code, sourceMap: '', inputs: ['shared/x.js'] };
    };
    const retire = (): void => {};
    const registry = createFunctionRegistry({
      compiler: { compile },
      functionEnv,
      retire,
      changed: (id) => told.push(id),
    });
    registry.put(fn('a'));
    await registry.check('a');
    await registry.check('a');
    const problem = { file: 'shared/x.js', reason: 'unexpected end', line: 3, column: 4 };
    expect(registry.list()).toMatchObject([{ id: 'a', damage: null, problem }]);
    registry.put(fn('a', { route: '/moved' }));
    expect(registry.summary('a')?.problem).toEqual(problem);
    expect(told).toEqual(['a']);

    broken = false;
    await registry.filesChanged(['shared/x.js']);
    expect(registry.summary('a')?.problem).toBeUndefined();
    expect(told).toEqual(['a', 'a']);

    broken = true;
    await registry.filesChanged(['shared/x.js']);
    await expect(registry.deploy('a')).rejects.toMatchObject({ code: 'SYNTAX_ERROR' });
  });

  it('lists a damaged function and one whose route is taken with their reasons', async () => {
    const { registry } = setUp();
    registry.put(fn('b', { route: '/a' }));
    registry.put(fn('a'));
    registry.putDamaged(fn('c', { damage: { file: 'functions/c/function.json', reason: 'not JSON' } }));
    expect(registry.list().map(({ id, damage }) => [id, damage?.reason])).toEqual([
      ['a', undefined],
      ['b', 'GET /a is already answered by the function "a"'],
      ['c', 'not JSON'],
    ]);
    await expect(registry.deploy('c')).rejects.toMatchObject({ code: 'FUNCTION_DAMAGED' });
    registry.remove('a');
    expect(registry.summary('b')?.damage).toBeNull();
    expect(registry.match('GET', '/a')).toMatchObject({ target: { id: 'b' } });
  });
});
