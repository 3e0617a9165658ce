import { expect, test } from 'vitest';

import { fetchCode } from './fetch-code.ts';

test('is short where there is little to say', () => {
  expect(fetchCode({ method: 'GET', url: 'http://a/', headers: [] })).toBe('await fetch("http://a/");');
});

test('says method, headers and body', () => {
  const code = fetchCode({ method: 'POST', url: 'http://a/', headers: [['x-a', '1']], body: 'it\'s "quoted"' });
  expect(code).toBe(
    'await fetch("http://a/", {\n  method: "POST",\n  headers: [\n    ["x-a","1"],\n  ],\n  body: "it\'s \\"quoted\\"",\n});',
  );
});
