import { expect, it } from 'vitest';

import { createMask } from '../secrets/mask.ts';
import { hideHeaders } from './hide-headers.ts';

it('hides credentials and secrets, and leaves what tells them apart', () => {
  const headers: [string, string][] = [
    ['Authorization', 'Bearer abc.def'],
    ['authorization', 'abcdef'],
    ['cookie', 'session=abc; theme=dark'],
    ['set-cookie', 'session=abc; Path=/; HttpOnly'],
    ['x-api-key', 'k-1'],
    ['x-echo', 'it is canary-value'],
    ['accept', '*/*'],
  ];
  expect(hideHeaders(headers, createMask(['canary-value']))).toEqual([
    ['Authorization', 'Bearer ••••••'],
    ['authorization', '••••••'],
    ['cookie', 'session=••••••; theme=••••••'],
    ['set-cookie', 'session=••••••; Path=/; HttpOnly'],
    ['x-api-key', '••••••'],
    ['x-echo', 'it is ••••••'],
    ['accept', '*/*'],
  ]);
});
