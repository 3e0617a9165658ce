import { expect, it } from 'vitest';

import { formatJson, JsonSyntaxError, parseJson } from './json-text.ts';

it.each([
  ['', 1, 1, 'Unexpected end of JSON input'],
  ['{\n  "a": 1,\n}', 3, 1, 'Expected double-quoted property name'],
  ['{\n  "a": tru }', 2, 11, "Unexpected token ' '"],
  ['{\n  "a": 1', 2, 9, "Expected ',' or '}' after property value"],
  ['\0\0\0', 1, 1, 'Unexpected token'],
  [`{"a": "${'x'.repeat(500)}",\n "b": nope, "c": "${'y'.repeat(500)}"}`, 2, 8, "Unexpected token 'o'"],
  ['{"a":1} x', 1, 9, 'Unexpected non-whitespace character after JSON'],
  ['\uFEFF{]', 1, 3, "Expected property name or '}'"],
])('says where %j is wrong', (text, line, column, reason) => {
  const error = (() => {
    try {
      return parseJson(text);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(JsonSyntaxError);
  expect(error).toMatchObject({ line, column });
  expect((error as Error).message).toContain(reason);
  expect((error as Error).message).not.toContain('position');
});

it('reads what it writes, with or without a byte order mark', () => {
  const value = { b: [1, 'é'], a: null };
  expect(formatJson(value)).toBe('{\n  "b": [\n    1,\n    "é"\n  ],\n  "a": null\n}\n');
  expect(parseJson(`\uFEFF${formatJson(value)}`)).toEqual(value);
});
