import { describe, expect, it } from 'vitest';

import { NexoError } from '../../contract/errors.ts';
import type { NexoFunction } from '../../contract/function.ts';
import { defaultLimits } from '../../contract/limits.ts';
import type { CompileInput, Compiled } from '../compile/compiler.ts';
import type { Deployment } from '../deployment.ts';
import { createFunctionRegistry } from './function-registry.ts';

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
    version: '1',
    file: `functions/${id}/index.js`,
    damage: null,
    code: 'one',
    ...change,
  };
}

function setUp(compile = async (input: CompileInput): Promise<Compiled> => ({ ...input, sourceMap: '', inputs: [] })) {
  const retired: Deployment[] = [];
  const registry = createFunctionRegistry({ compiler: { compile }, retire: (deployment) => retired.push(deployment) });
  return { registry, retired };
}

describe('createFunctionRegistry', () => {
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
