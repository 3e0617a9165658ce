import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRouteTable as createGatewayTable } from '../engine/router/route-table.ts';
import type { Method } from '../contract/function.ts';
import { createRouteTable } from './route-table.ts';

const routes: string[] = [
  '/',
  '/users',
  '/users/:id',
  '/users/me',
  '/users/:id/posts/:post?',
  '/files/*',
  '/files/:name.json',
  '/range/:from-:to',
  '/:lang/about',
  '/a/:b/*',
  '/größe/:id',
  '/*',
];
const paths = [
  ...routes.map((route) => route.replace(/:\w+\??/g, 'x').replace('*', 'q/r')),
  '/users/',
  '/users/me/',
  '/users/a%20b',
  '/users/a%25b',
  '/users/a%2Bb%3f',
  '/users/%E4%BD%A0',
  '/users/7/posts',
  '/files/',
  '/files/a.json',
  '/files/a.json/b',
  '/files/.json',
  '/range/1-2-3',
  '/range/-',
  '/gr%C3%B6%C3%9Fe/7',
  '/a/b/',
  '/nowhere/at/all',
];

/** The router of the gateway is another program; the two must not differ. */
function expectSame(tables: { route: string; methods: Method[] }[], path: string, method: string): void {
  const functions = tables.map(({ route, methods: own }, index) => ({ id: `f${index}`, route, methods: own }));
  const gateway = createGatewayTable(functions);
  const served = functions.filter(({ id }) => !gateway.problems.has(id));
  const expected = gateway.match(method, path);
  const actual = createRouteTable(served).match(method, path);
  expect({ path, method, match: idOf(actual) }).toEqual({ path, method, match: idOf(expected) });
}

function idOf(match: { type: string; target?: { id: string }; params?: object; allow?: string[] }): object {
  return { type: match.type, target: match.target?.id, params: { ...match.params }, allow: match.allow };
}

describe('the routes of a bundle', () => {
  it.each(paths)('lead %s where the gateway leads it', (path) => {
    const tables = routes.map((route) => ({ route, methods: ['GET'] as Method[] }));
    for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS']) expectSame(tables, path, method);
    for (const table of tables) expectSame([table], path, 'GET');
  });

  it('lead any path where the gateway leads it', () => {
    const part = fc.constantFrom('a', 'ab', ':p', ':q', ':p.x', ':p-:q', ':p-b', 'ü', 'b');
    const end = fc.constantFrom('', '', '/*', '/:last?', '/');
    const route = fc.tuple(fc.array(part, { minLength: 1, maxLength: 3 }), end).map(([parts, last]) => {
      const names = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
      return `/${parts.join('/')}${last}`.replace(/:\w+/g, () => `:${names.shift()}`);
    });
    const methods = fc.constantFrom<Method[]>(['GET'], ['POST'], ['GET', 'POST'], ['HEAD'], ['OPTIONS']);
    const table = fc.record({ route, methods });
    const piece = fc.constantFrom('a', 'ab', 'b', 'c', 'a-b', 'a.x', '-b', '', 'a%2Dx', '%C3%BC', 'a%25', 'a-b-b');
    const path = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => `/${pieces.join('/')}`);
    const method = fc.constantFrom('GET', 'HEAD', 'POST', 'OPTIONS', 'PUT');
    fc.assert(fc.property(fc.array(table, { minLength: 1, maxLength: 5 }), path, method, expectSame), {
      numRuns: 2_000,
    });
  });
});
