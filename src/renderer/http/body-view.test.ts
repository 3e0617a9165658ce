import { describe, expect, test } from 'vitest';

import { prettyJson, viewBody } from './body-view.ts';

describe('viewBody', () => {
  test.each([
    ['application/json; charset=utf-8', '{}', 'utf8', 'json'],
    ['application/problem+json', '{}', 'utf8', 'json'],
    ['text/html', '<p>', 'utf8', 'html'],
    ['text/csv', 'a,b', 'utf8', 'text'],
    ['image/svg+xml', '<svg/>', 'utf8', 'image'],
    ['image/png', 'iVBORw==', 'base64', 'image'],
    ['application/octet-stream', 'AAE=', 'base64', 'binary'],
    ['application/json', '', 'utf8', 'empty'],
  ] as const)('%s %j (%s) is %s', (type, body, encoding, kind) => {
    expect(viewBody([['Content-Type', type]], body, encoding).kind).toBe(kind);
  });

  test('counts bytes, not characters', () => {
    expect(viewBody([], '你好', 'utf8').bytes.length).toBe(6);
    expect([...viewBody([], 'AAH/', 'base64').bytes]).toEqual([0, 1, 255]);
  });
});

describe('prettyJson', () => {
  test.each([{ a: 1, b: [true, null, { c: 'x, "y": [z]' }] }, [], {}, [[], {}], 'text', 1.5])('%j', (value) => {
    expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  });

  test('keeps the digits of large numbers and repeated keys', () => {
    expect(prettyJson('{"n":12345678901234567890,"n":1.0}')).toBe('{\n  "n": 12345678901234567890,\n  "n": 1.0\n}');
  });

  test('leaves what is not JSON alone', () => {
    expect(prettyJson('{oops')).toBe('{oops');
  });
});
