import { expect, it } from 'vitest';

import { mayCallFunction } from './origin-policy.ts';

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
