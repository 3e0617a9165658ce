/* oxlint-disable no-underscore-dangle -- __nexo is the compiled module's own export */
import { afterAll, describe, expect, it } from 'vitest';

import { functionDraftSchema } from '../../contract/function.ts';
import { createCompiler } from '../compile/create-compiler.ts';
import { templates } from './templates.ts';

// What templates import of npm is installed here.
const compiler = createCompiler({ workspace: process.cwd() });
afterAll(() => compiler.dispose());

describe.each(templates)('template $id', (template) => {
  const { id, packages: _packages, ...rest } = template;

  it('is a function that can be created as it is', () => {
    expect(functionDraftSchema.safeParse({ ...rest, name: id }).error).toBeUndefined();
  });

  it('compiles and offers something to call', async () => {
    const { code } = await compiler.compile({ file: `functions/${id}/index`, ...rest });
    const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
      default?: { fetch?: unknown };
      __nexo: { handler?: unknown };
    };
    expect(module.default?.fetch ?? module.__nexo.handler).toBeTypeOf('function');
  });
});

it('have ids and routes of their own', () => {
  expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
  expect(new Set(templates.map(({ route }) => route)).size).toBe(templates.length);
});
