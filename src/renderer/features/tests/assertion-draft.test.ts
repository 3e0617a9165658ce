import { expect, test } from 'vitest';

import type { Assertion } from '../../../contract/assertion.ts';
import { type AssertionDraft, draftOf, readAssertion, withTarget } from './assertion-draft.ts';

const assertions: Assertion[] = [
  { target: 'status', op: 'equals', value: 200 },
  { target: 'status', op: 'class', value: '2xx' },
  { target: 'status', op: 'range', value: [200, 299] },
  { target: 'header', name: 'content-type', op: 'matches', value: '^text/' },
  { target: 'header', name: 'x-a', op: 'absent' },
  { target: 'json', path: '$.a[0]', op: 'equals', value: 'text' },
  { target: 'json', path: '$', op: 'length', value: 3 },
  { target: 'body', op: 'subset', value: { a: [1, null] } },
  { target: 'cpu', op: 'below', value: 2.5 },
];

test.each(assertions)('is written and read again: $target $op', (assertion) => {
  expect(readAssertion(draftOf(assertion, 1))).toEqual({ assertion, problem: null });
});

const draft = (fields: Partial<AssertionDraft>): AssertionDraft => ({
  id: 1,
  target: 'status',
  op: 'equals',
  subject: '',
  value: '',
  ...fields,
});

test.each<[Partial<AssertionDraft>, string, string]>([
  [{ value: 'abc' }, 'value', 'number'],
  [{ value: '' }, 'value', 'number'],
  [{ value: '99' }, 'value', 'value'],
  [{ op: 'range', value: '200' }, 'value', 'range'],
  [{ op: 'range', value: '299-200' }, 'value', 'range'],
  [{ target: 'json', op: 'equals', subject: '$.a', value: 'Ada' }, 'value', 'json'],
  [{ target: 'json', op: 'exists', subject: 'a' }, 'subject', 'path'],
  [{ target: 'json', op: 'exists', subject: '' }, 'subject', 'path'],
  [{ target: 'header', op: 'exists', subject: 'a b' }, 'subject', 'header'],
  [{ target: 'body', op: 'matches', value: '(' }, 'value', 'pattern'],
])('says what is wrong with %j', (fields, field, kind) => {
  expect(readAssertion(draft(fields))).toMatchObject({ problem: { field, kind } });
});

test('another target keeps an operator that it has, too', () => {
  expect(withTarget(draft({ target: 'body', op: 'matches' }), 'header')).toMatchObject({ op: 'matches', subject: '' });
  expect(withTarget(draft({ target: 'body', op: 'subset' }), 'json')).toMatchObject({ op: 'equals', subject: '$' });
});
