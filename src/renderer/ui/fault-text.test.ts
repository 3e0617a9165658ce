import { expect, test } from 'vitest';

import { faultPlace, faultReason } from './fault-text.ts';

test('a place is written as terminals write it', () => {
  expect(faultPlace({ file: 'shared/a.ts', line: 3 })).toBe('shared/a.ts:3');
  expect(faultPlace({ file: 'functions/a/function.json' })).toBe('functions/a/function.json');
});

test.each([
  ['shared/a.ts:3:7: Unexpected "}"', 'Unexpected "}"'],
  ['shared/a.ts:3: Unexpected "}"', 'Unexpected "}"'],
  ['shared/a.tsx:3: not this file', 'shared/a.tsx:3: not this file'],
  ['Expected ";"', 'Expected ";"'],
])('the reason in %s is %s', (reason, expected) =>
  expect(faultReason({ file: 'shared/a.ts', line: 3, column: 7, reason })).toBe(expected),
);
