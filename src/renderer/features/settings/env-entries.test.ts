import { expect, it } from 'vitest';

import { envEntries } from './env-entries.ts';

it.each([
  ['API_URL', 'https://example.com', 'variable'],
  ['STRIPE_SECRET_KEY', 'sk_1', 'secret'],
  ['DB_PASSWORD', 'x', 'secret'],
  ['DATABASE_URL', 'postgres://me:pw@host/db', 'secret'],
  ['MONKEY', 'banana', 'variable'],
  ['API_KEY', '', 'variable'],
  ['with-dash', 'x', 'skip'],
])('takes %s=%s for a %s', (name, value, kind) => {
  expect(envEntries({ [name]: value })).toEqual([{ name, value, kind }]);
});
