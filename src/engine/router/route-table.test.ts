import { describe, expect, it } from 'vitest';

import type { Method } from '../../contract/function.ts';
import { createRouteTable, matchParams, type Routed } from './route-table.ts';

function fn(id: string, route: string, methods: Method[] = ['GET']): Routed {
  return { id, route, methods };
}

function answerer(table: ReturnType<typeof createRouteTable>, method: string, path: string): string {
  const match = table.match(method, path);
  return match.type === 'found' ? match.target.id : match.type;
}

describe('createRouteTable', () => {
  const table = createRouteTable([
    fn('root', '/'),
    fn('user', '/users/:id', ['GET', 'PUT']),
    fn('me', '/users/me'),
    fn('files', '/files/*'),
    fn('cors', '/cors', ['GET', 'OPTIONS']),
    fn('head', '/head', ['HEAD']),
    fn('umlaut', '/grüße'),
    fn('post', '/post', ['POST']),
  ]);

  it.each([
    ['GET', '/', 'root'],
    ['GET', '/users/7', 'user'],
    ['PUT', '/users/7', 'user'],
    ['GET', '/users/me', 'me'],
    ['PUT', '/users/me', 'user'],
    ['GET', '/files/a/b/c', 'files'],
    ['GET', '/gr%C3%BC%C3%9Fe', 'umlaut'],
    ['GET', '/Users/7', 'notFound'],
    ['GET', '/users/7/', 'notFound'],
    ['GET', '/nothing', 'notFound'],
    ['DELETE', '/users/7', 'methodNotAllowed'],
    ['PROPFIND', '/users/7', 'methodNotAllowed'],
    ['GET', '/head', 'methodNotAllowed'],
    ['HEAD', '/head', 'head'],
    ['HEAD', '/users/7', 'user'],
    ['HEAD', '/post', 'methodNotAllowed'],
    ['OPTIONS', '/users/7', 'options'],
    ['OPTIONS', '/cors', 'cors'],
    ['OPTIONS', '/nothing', 'notFound'],
  ])('leads %s %s to %s', (method, path, expected) => {
    expect(answerer(table, method, path)).toBe(expected);
  });

  it('decodes parameters and the rest of the path', () => {
    expect(table.match('GET', '/users/a%20b%C3%BC')).toMatchObject({ params: { id: 'a bü' } });
    expect(table.match('GET', '/files/x/y%3F.txt')).toMatchObject({ params: { '*': 'x/y?.txt' } });
  });

  it('says what is allowed', () => {
    expect(table.match('DELETE', '/users/7')).toEqual({
      type: 'methodNotAllowed',
      allow: ['GET', 'HEAD', 'OPTIONS', 'PUT'],
    });
    expect(table.match('GET', '/post')).toEqual({ type: 'methodNotAllowed', allow: ['OPTIONS', 'POST'] });
  });

  it('takes no parameter name for an object member', () => {
    const odd = createRouteTable([fn('odd', '/:constructor/:toString')]);
    expect(odd.match('GET', '/a/b')).toMatchObject({ params: { constructor: 'a', toString: 'b' } });
  });

  it('names the owner of a taken route, whatever its parameters are called', () => {
    expect(table.conflict(fn('new', '/users/:name', ['POST', 'PUT']))).toMatchObject({
      method: 'PUT',
      owner: { id: 'user' },
    });
    expect(table.conflict(fn('new', '/users/:name', ['POST']))).toBeUndefined();
    expect(table.conflict(fn('user', '/users/:name', ['PUT']))).toBeUndefined();
  });

  it('keeps serving the rest when a folder asks for a taken or broken route', () => {
    const edited = createRouteTable([fn('a', '/x'), fn('b', '/x'), fn('c', '/y/*/z'), fn('d', '/d')]);
    expect(answerer(edited, 'GET', '/x')).toBe('a');
    expect(answerer(edited, 'GET', '/d')).toBe('d');
    expect(edited.problems.get('b')).toEqual({
      file: 'functions/b/function.json',
      reason: 'GET /x is already answered by the function "a"',
    });
    expect([...edited.problems.keys()]).toEqual(['b', 'c']);
  });
});

describe('matchParams', () => {
  it('gives the parameters of one pattern', () => {
    expect(matchParams('/users/:id', '/users/7')).toEqual({ id: '7' });
    expect(matchParams('/users/:id', '/elsewhere')).toEqual({});
  });
});
