import { describe, expect, it } from 'vitest';

import { parseCallQuery } from './call-query.ts';

describe('parseCallQuery', () => {
  it('reads fields, comparisons, units and words', () => {
    const { terms, problems } = parseCallQuery('status:>=500 fn:orders dur:>1.5s  -cold:yes "two words" heap:<32');
    expect(problems).toEqual([]);
    expect(terms).toEqual([
      { kind: 'number', field: 'status', comparison: '>=', value: 500, negated: false },
      { kind: 'text', field: 'fn', value: 'orders', negated: false },
      { kind: 'number', field: 'dur', comparison: '>', value: 1_500, negated: false },
      { kind: 'flag', field: 'cold', value: true, negated: true },
      { kind: 'words', value: 'two words', negated: false },
      { kind: 'number', field: 'heap', comparison: '<', value: 33_554_432, negated: false },
    ]);
  });

  it('reads status classes and ranges', () => {
    expect(parseCallQuery('status:4xx status:200..204').terms).toEqual([
      { kind: 'range', field: 'status', from: 400, to: 499, negated: false },
      { kind: 'range', field: 'status', from: 200, to: 204, negated: false },
    ]);
  });

  it.each([
    ['colour:red', 'unknownField', 0, 10],
    ['a status:high', 'notANumber', 2, 13],
    ['status:5s', 'notANumber', 0, 9],
    ['cold:maybe', 'notYesOrNo', 0, 10],
    ['has:fun', 'unknownValue', 0, 7],
    ['fn:', 'noValue', 0, 3],
    ['x "open', 'openQuote', 2, 7],
  ])('marks what is wrong in %s', (text, reason, start, end) => {
    expect(parseCallQuery(text).problems).toMatchObject([{ reason, start, end }]);
  });

  it('takes a path and a lone sign for words', () => {
    expect(parseCallQuery('/a:b - ').terms).toMatchObject([{ kind: 'words', value: '/a:b' }]);
  });
});
