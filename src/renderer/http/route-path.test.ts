import { expect, test } from 'vitest';

import { fillRoute } from '../../kit/fill-route.ts';
import { exampleValues, gatewayUrl, pathProblem, routeParameters } from './route-path.ts';

test('routeParameters names parameters and wildcards in order', () => {
  expect(routeParameters('/users/:id/files/*')).toEqual([
    { name: 'id', kind: 'parameter' },
    { name: '*', kind: 'wildcard' },
  ]);
  expect(routeParameters('/at/:hour(^\\d+)h')).toEqual([{ name: 'hour', kind: 'parameter' }]);
  expect(routeParameters('/plain')).toEqual([]);
});

test('fillRoute encodes a parameter whole and a wildcard by segment', () => {
  expect(fillRoute('/users/:id/files/*', { id: 'a/b', '*': 'x y/z' })).toBe('/users/a%2Fb/files/x%20y/z');
  expect(fillRoute('/at/:hour(^\\d+)h', { hour: '12' })).toBe('/at/12h');
  expect(fillRoute('/users/:id', exampleValues('/users/:id'))).toBe('/users/1');
});

test.each([
  ['users', 'no-slash'],
  ['/a b', 'space'],
  ['/a#b', 'fragment'],
  ['/100%', 'percent'],
  ['/a%20b?x=1&x=2', null],
])('pathProblem(%j) is %s', (path, problem) => {
  expect(pathProblem(path)).toBe(problem);
});

test('gatewayUrl serves functions under /fn', () => {
  expect(gatewayUrl('http://127.0.0.1:3000/', '/api/hello?x=1')).toBe('http://127.0.0.1:3000/fn/api/hello?x=1');
});
