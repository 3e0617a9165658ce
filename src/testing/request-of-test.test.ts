import { expect, test } from 'vitest';

import { testRequestSchema } from '../contract/test.ts';
import { requestOfTest } from './request-of-test.ts';

const put = (request: object, route = '/orders/:id/*') =>
  requestOfTest(testRequestSchema.parse(request), route, async (path) => `base64 of ${path}`);

test('fills the route in where there is no path, and adds the query', async () => {
  const ready = await put({ params: { id: 'a b', '*': 'c/d' }, query: { q: ['1', '2'], r: 'ä' } });
  expect(ready).toEqual({ method: 'GET', path: '/orders/a%20b/c/d?q=1&q=2&r=%C3%A4', headers: [], body: null });
});

test('adds the query to what the path has', async () => {
  expect((await put({ path: '/x?a=1', query: { b: '2' } })).path).toBe('/x?a=1&b=2');
});

test.each([
  [{ json: { a: 1 } }, 'application/json', '{"a":1}', 'utf8'],
  [{ text: 'hi' }, 'text/plain;charset=UTF-8', 'hi', 'utf8'],
  [{ form: { a: ['1', '2'], b: 'c d' } }, 'application/x-www-form-urlencoded', 'a=1&a=2&b=c+d', 'utf8'],
  [{ base64: 'AAE=' }, 'application/octet-stream', 'AAE=', 'base64'],
  [{ file: 'data/a.bin' }, 'application/octet-stream', 'base64 of data/a.bin', 'base64'],
])('sends %j with its content type', async (body, type, text, encoding) => {
  const ready = await put({ method: 'POST', body });
  expect(ready.headers).toEqual([['content-type', type]]);
  expect(ready.body).toEqual({ text, encoding });
});

test('keeps the content type a person set, and repeated headers', async () => {
  const ready = await put({ headers: { 'Content-Type': 'text/csv', 'x-a': ['1', '2'] }, body: { text: 'a,b' } });
  expect(ready.headers).toEqual([
    ['Content-Type', 'text/csv'],
    ['x-a', '1'],
    ['x-a', '2'],
  ]);
});

test.each(['../a', '/etc/passwd', 'a/../../b', 'c:\\x', 'a\\b'])('refuses the file %s', (file) => {
  expect(testRequestSchema.safeParse({ body: { file } }).success).toBe(false);
});
