import { describe, expect, it } from 'vitest';

import { freeId, freeRoute, freeTestName, idOf } from './free-names.ts';

describe('freeRoute', () => {
  it.each([
    ['/hello', [], '/hello'],
    ['/hello', ['/hello'], '/hello-2'],
    ['/hello', ['/hello', '/hello-2'], '/hello-3'],
    ['/users/:id', ['/users/:id'], '/users-2/:id'],
    ['/:id/posts', ['/:id/posts'], '/:id/posts-2'],
    ['/*', ['/*'], '/shop/*'],
    ['/*', ['/*', '/shop/*'], '/shop-3/*'],
    ['/', ['/'], '/shop'],
  ])('makes %s, with %j taken, %s', (wanted, taken: readonly string[], route) => {
    expect(freeRoute(wanted, 'shop', (one) => taken.includes(one))).toBe(route);
  });
});

it.each([
  ['getUserById', 'get-user-by-id'],
  ['Größe & Preis', 'gro-e-preis'],
  ['/pets/:petId', 'pets-pet-id'],
  ['!!!', 'function'],
  ['con', 'con-function'],
])('calls %s %s', (text, id) => expect(idOf(text)).toBe(id));

it('numbers ids and names of tests within their length', () => {
  expect(freeId('a'.repeat(64), (id) => id.length === 64 && !id.endsWith('-2'))).toBe(`${'a'.repeat(62)}-2`);
  expect(freeTestName('one', ['one', 'one 2'])).toBe('one 3');
});
