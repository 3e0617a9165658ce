import { expect, it } from 'vitest';

import { jsonLines } from './json-lines.ts';

it.each(['', '\uFEFF'])('says where things are, or what they would be in', (mark) => {
  const lineOf = jsonLines(`${mark}{\n  "a": [\n    1,\n    {\n      "b":\n        2\n    }\n  ]\n}\n`);
  expect(lineOf(['a', 0])).toBe(3);
  expect(lineOf(['a', 1])).toBe(4);
  expect(lineOf(['a', 1, 'b'])).toBe(5);
  expect(lineOf(['a', 1, 'gone'])).toBe(4);
  expect(lineOf(['gone'])).toBe(1);
  expect(lineOf([])).toBe(1);
});

it('says it of a recording of many lines as often as it is asked', () => {
  const lineOf = jsonLines(`[\n${Array.from({ length: 100_000 }, (_, at) => at).join(',\n')}\n]`);
  expect(Array.from({ length: 20_000 }, (_, at) => lineOf([at + 80_000])).at(-1)).toBe(100_001);
});
