import { expect, it } from 'vitest';

import { readProgram } from './read-program.ts';

const exportsOf = async (file: string, text: string): Promise<Record<string, number>> =>
  Object.fromEntries((await readProgram(file, text))?.exports ?? []);

it.each([
  ['a.ts', 'type A = 1;\nexport const GET = (): A => 1;\nexport function POST() {}', { GET: 2, POST: 3 }],
  ['a.js', 'const handler = 1;\nexport { handler, handler as default };', { handler: 2, default: 2 }],
  ['a.js', 'exports.handler = async () => {};\nmodule.exports.other = 1;', { handler: 1, other: 2 }],
  ['a.cjs', '\nmodule.exports = { handler, get };', { handler: 2, get: 2 }],
  ['a.tsx', 'export default () => <p />;', { default: 1 }],
  ['a.js', 'not } code', {}],
])('%s: %j exports %j', async (file, text, exports) => expect(await exportsOf(file, text)).toEqual(exports));

it('reads constants that are written out, and how the default export is called', async () => {
  const program = await readProgram(
    'a.ts',
    "const config = { path: '/a/:b', method: ['GET'], rate: make() } satisfies Config;\nexport { config };\nexport default function handler(req: any, res: any) {}",
  );
  expect(program?.constant('config')).toEqual({ path: '/a/:b', method: ['GET'], rate: undefined });
  expect(program?.fallback).toMatchObject({ type: 'function', parameters: 2 });
});

it('finds the first line of what is used', async () => {
  const program = await readProgram('a.ts', 'interface A {}\nDeno.serve(\n  () => caches.default,\n);\n');
  expect(program?.uses(new Set(['Deno.serve', 'caches.default', 'eval']))).toEqual([
    { name: 'Deno.serve', line: 2 },
    { name: 'caches.default', line: 3 },
  ]);
});
