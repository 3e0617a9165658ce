import { expect, test } from 'vitest';

import { type Authorization, readAuthorization, withAuthorization } from './authorization.ts';

test.each<Authorization>([
  { kind: 'none' },
  { kind: 'bearer', token: 't0k' },
  { kind: 'basic', user: 'ädä', password: 'a:b' },
])('is written as a header and read again: %j', (authorization) => {
  const other = { id: 4, enabled: true, name: 'X-A', value: '1' };
  const rows = withAuthorization([other], authorization);
  expect(readAuthorization(rows)).toEqual(authorization);
  expect(rows[0]).toEqual(other);
  expect(withAuthorization(rows, { kind: 'none' })).toEqual([other]);
});

test('leaves what it does not know alone', () => {
  const rows = [{ id: 1, enabled: true, name: 'authorization', value: 'Digest x' }];
  expect(readAuthorization(rows)).toEqual({ kind: 'other' });
  expect(withAuthorization(rows, { kind: 'other' })).toEqual(rows);
});
