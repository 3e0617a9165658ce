import { expect, test } from 'vitest';

import { readKeptRequest } from './kept-request.ts';
import { bodyOf, jsonProblem, sentHeaders } from './request-body.ts';
import { firstRequest, requestFor, withParameter } from './requests-store.ts';

const users = { route: '/users/:id', methods: ['GET' as const, 'PUT' as const] };

test('a first request is ready to send', () => {
  expect(firstRequest(users)).toMatchObject({ method: 'GET', path: '/users/1', body: '', headers: [] });
});

test('a parameter changes the path and leaves the query', () => {
  const request = { ...firstRequest(users), path: '/users/1?verbose=1' };
  expect(withParameter(request, 'id', 'a b').path).toBe('/users/a%20b?verbose=1');
});

test('a changed route makes a new path and keeps the rest', () => {
  const request = { ...firstRequest(users), body: 'kept', path: '/users/7' };
  expect(requestFor(request, users)).toBe(request);
  expect(requestFor(request, { ...users, route: '/people/:name' })).toMatchObject({ path: '/people/1', body: 'kept' });
});

test('a body brings its content type unless the person sets one', () => {
  const request = { ...firstRequest(users), method: 'PUT', body: '{}' };
  expect(sentHeaders(request)).toEqual([['content-type', 'application/json']]);
  const own = { id: 1, enabled: true, name: 'Content-Type', value: 'text/csv' };
  expect(sentHeaders({ ...request, headers: [own] })).toEqual([['Content-Type', 'text/csv']]);
  expect(sentHeaders({ ...request, method: 'GET' })).toEqual([]);
});

test('JSON that does not parse is told, other bodies are not looked at', () => {
  const request = { ...firstRequest(users), method: 'PUT', body: '{' };
  expect(jsonProblem(request)).toMatch(/JSON/);
  expect(jsonProblem({ ...request, bodyType: 'text' })).toBeNull();
  expect(jsonProblem({ ...request, body: '' })).toBeNull();
});

test('a file is sent as base64 with its own type', () => {
  const file = { name: 'a.png', type: 'image/png', bytes: 3, base64: 'AAEC' };
  const request = { ...firstRequest(users), method: 'PUT', body: 'text', bodyType: 'file' as const, file };
  expect(bodyOf(request)).toEqual({ text: 'AAEC', encoding: 'base64' });
  expect(sentHeaders(request)).toEqual([['content-type', 'image/png']]);
  expect(sentHeaders({ ...request, file: { ...file, type: '' } })).toEqual([
    ['content-type', 'application/octet-stream'],
  ]);
  expect(bodyOf({ ...request, file: null })).toBeUndefined();
  expect(bodyOf({ ...request, method: 'GET' })).toBeUndefined();
});

test('a kept request is read back as it was; anything else counts as none', () => {
  const headers = [{ id: 1, enabled: false, name: 'x', value: 'y' }];
  const request = { ...firstRequest(users), headers, body: 'kept', bodyType: 'text' as const };
  expect(readKeptRequest(structuredClone(request))).toEqual(request);
  for (const other of [undefined, null, 'text', {}, { ...request, bodyType: 'xml' }]) {
    expect(readKeptRequest(other)).toBeUndefined();
  }
});
