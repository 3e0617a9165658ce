import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { mergeTexts } from './merge-texts.ts';

const base = 'one\ntwo\nthree\nfour\nfive\n';

describe('merging', () => {
  test('takes changes of different lines from both sides', () => {
    expect(mergeTexts(base, base.replace('one', 'ONE'), base.replace('five', 'FIVE'))).toBe(
      'ONE\ntwo\nthree\nfour\nFIVE\n',
    );
  });

  test('takes lines added and removed', () => {
    expect(mergeTexts(base, `zero\n${base}`, base.replace('four\n', ''))).toBe('zero\none\ntwo\nthree\nfive\n');
  });

  test('gives up where both changed the same line', () => {
    expect(mergeTexts(base, base.replace('two', 'mine'), base.replace('two', 'theirs'))).toBeNull();
  });

  test('takes a change that both sides made once', () => {
    const both = base.replace('two', 'TWO');
    expect(mergeTexts(base, `${both}six\n`, both)).toBe(`${both}six\n`);
  });

  test('keeps line ends and a missing last newline', () => {
    expect(mergeTexts('a\r\nb\r\nc\r\nd', 'A\r\nb\r\nc\r\nd', 'a\r\nb\r\nc\r\nD')).toBe('A\r\nb\r\nc\r\nD');
  });
});

test('a side that changed nothing gives way to the other, whatever the texts', () => {
  const text = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', '\n')).map((lines) => lines.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(mergeTexts(before, before, after)).toBe(after);
      expect(mergeTexts(before, after, before)).toBe(after);
      expect(mergeTexts(before, after, after)).toBe(after);
    }),
  );
});
