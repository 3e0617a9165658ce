import { describe, expect, it } from 'vitest';

import { NexoError } from '../../contract/errors.ts';
import { checkRoutePattern, routeShapes } from './route-pattern.ts';

function refusalOf(pattern: string): NexoError {
  try {
    checkRoutePattern(pattern);
  } catch (error) {
    if (error instanceof NexoError) return error;
    throw error;
  }
  throw new Error(`${pattern} was accepted`);
}

describe('checkRoutePattern', () => {
  it.each([
    '/',
    '/api/hello',
    '/users/:id',
    '/users/:id?',
    '/files/*',
    '/files*',
    '/*',
    '/at/:lat-:lng',
    '/pages/:name.html',
    '/grüße',
    '/with space',
    '/trailing/',
    '/.well-known/x',
    '/a...b',
  ])('accepts %j', (pattern) => {
    expect(() => checkRoutePattern(pattern)).not.toThrow();
  });

  it.each([
    ['api', 'starts with "/"', 1],
    ['', 'starts with "/"', 1],
    ['/a//b', 'no empty part', 3],
    ['/a/../b', '"." or ".."', 4],
    ['/a/.', '"." or ".."', 4],
    ['/a\\b', 'not "\\"', 3],
    ['/a%20b', '%-encoded', 3],
    ['/a#b', 'no "#"', 3],
    ['/a\nb', 'control characters', 3],
    ['/x/:id(^\\d+$)', 'not "\\"', 9],
    ['/x/:id(a+)', 'regular expressions', 7],
    ['/x/:', 'needs a name', 4],
    ['/x/:1', 'needs a name', 4],
    ['/x/:a:b', 'need text between', 4],
    ['/x/::a', 'cannot stand twice', 4],
    ['/x/*/y', 'last character', 4],
    ['/x/**', 'last character', 4],
    ['/x/:a*', 'need a "/"', 4],
    ['/x?y=1', 'must be the last', 3],
    ['/x?', 'no query', 3],
    ['/x-:id?', 'no query', 7],
    ['/:id/:id', 'twice', 6],
  ])('refuses %j: %s', (pattern, text, column) => {
    const refusal = refusalOf(pattern);
    expect(refusal.code).toBe('INVALID_ROUTE');
    expect(refusal.message).toContain(text);
    expect(refusal.details).toEqual({ field: 'route', line: 1, column });
  });
});

describe('routeShapes', () => {
  it('forgets the names of parameters', () => {
    expect(routeShapes('/users/:id')).toEqual(routeShapes('/users/:name'));
  });

  it('gives an optional parameter both shapes', () => {
    expect(routeShapes('/users/:id?')).toEqual(['/users/:', '/users']);
    expect(routeShapes('/:id?')).toEqual(['/:', '/']);
  });
});
