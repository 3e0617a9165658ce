import { expect, it } from 'vitest';

import { envEntries, linesLeftOut } from './env-entries.ts';

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

it.each([
  ['A=1\n\n# no\nexport B = "x"\n', []],
  ['A=1\nthis is nothing\nB', [2, 3]],
  ['KEY="one\ntwo\nthree"\n=4', [4]],
  ["A='it''s'\nB=`x", []],
  ['', []],
])('lines of %j that are left out', (text, lines) => expect(linesLeftOut(text)).toEqual(lines));
