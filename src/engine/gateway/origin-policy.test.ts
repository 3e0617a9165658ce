import { expect, it } from 'vitest';

import { corsHeaders, mayCallFunction, preflightHeaders } from './origin-policy.ts';

it.each<[string, Record<string, string>, boolean]>([
  ['GET', {}, true],
  ['POST', { origin: 'http://localhost' }, true],
  ['POST', { origin: 'https://127.0.0.1:8443' }, true],
  ['POST', { origin: 'http://127.0.0.1.evil.example' }, false],
  ['POST', { origin: 'http://localhost@evil.example' }, false],
  ['POST', { origin: 'http://127.1' }, false],
  ['POST', { origin: 'file://' }, false],
  ['POST', { origin: 'null' }, false],
  ['GET', { 'sec-fetch-site': 'odd' }, false],
  ['GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' }, false],
  ['GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }, true],
  ['POST', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }, false],
])('%s with %j: %s', (method, headers, allowed) => {
  expect(mayCallFunction(method, headers)).toBe(allowed);
});

it.each<[string, readonly string[], boolean]>([
  ['https://app.example', ['https://app.example'], true],
  ['https://app.example:8443', ['https://app.example'], false],
  ['http://app.example', ['https://app.example'], false],
  ['https://app.example.evil.example', ['https://app.example'], false],
  ['https://APP.example', ['https://app.example'], false],
  ['null', ['https://app.example'], false],
  ['https://anything.example', ['*'], true],
])('%s may call a function that lists %j: %s', (origin, origins, allowed) => {
  expect(mayCallFunction('POST', { origin }, origins)).toBe(allowed);
  expect(corsHeaders(origin, origins).includes('access-control-allow-origin')).toBe(allowed);
});

it('lets a page without an Origin header in only where every page is', () => {
  const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
  expect(mayCallFunction('GET', headers, ['https://app.example'])).toBe(false);
  expect(mayCallFunction('GET', headers, ['*'])).toBe(true);
});

it('allows the headers that are asked for, when they are names', () => {
  const asked = (names: string) => preflightHeaders({ 'access-control-request-headers': names }, ['GET']).join(' ');
  expect(asked('content-type, x-a')).toContain('access-control-allow-headers content-type, x-a');
  expect(asked('a b')).not.toContain('access-control-allow-headers');
});
