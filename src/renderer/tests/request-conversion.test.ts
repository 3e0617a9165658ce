import { expect, test } from 'vitest';

import { testRequestOf } from './request-conversion.ts';

test('keeps what was asked, drops what is of the connection, and names what tells who asked', () => {
  const { request, withheld } = testRequestOf({
    method: 'POST',
    path: '/orders?x=1',
    headers: [
      ['host', '127.0.0.1:3000'],
      ['user-agent', 'curl/8'],
      ['accept', '*/*'],
      ['authorization', 'Bearer abc'],
      ['content-type', 'application/json'],
      ['x-trace', 'a'],
      ['X-Trace', 'b'],
    ],
    body: { text: '{"a":1}', encoding: 'utf8' },
  });
  expect(request).toEqual({
    method: 'POST',
    path: '/orders?x=1',
    headers: { 'x-trace': ['a', 'b'] },
    body: { json: { a: 1 } },
  });
  expect(withheld).toEqual(['authorization']);
});

test.each([
  ['text/csv', { text: 'a,b', encoding: 'utf8' }, { headers: { 'content-type': 'text/csv' }, body: { text: 'a,b' } }],
  ['application/json', { text: '{"a":', encoding: 'utf8' }, { body: { text: '{"a":' } }],
  ['application/octet-stream', { text: 'AAE=', encoding: 'base64' }, { body: { base64: 'AAE=' } }],
] as const)('keeps a body of %s as it can be read best', (type, body, expected) => {
  const { request } = testRequestOf({ method: 'PUT', path: '/', headers: [['content-type', type]], body });
  expect(request).toMatchObject(expected);
});
