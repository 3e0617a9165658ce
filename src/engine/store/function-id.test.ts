import { expect, it } from 'vitest';

import { functionIdSchema } from '../../contract/function.ts';
import { functionIdFor } from './function-id.ts';

it.each([
  ['hello-world', 'hello-world'],
  ['  Hello,  World! ', 'hello-world'],
  ['Über straße', 'uber-strasse'],
  ['Łódź smørrebrød', 'lodz-smorrebrod'],
  ['你好', 'function'],
  ['🎉', 'function'],
  ['../../etc/passwd', 'etc-passwd'],
  ['.hidden', 'hidden'],
  ['CON', 'con-function'],
  ['lpt1', 'lpt1-function'],
  ['console', 'console'],
  ['a'.repeat(100), 'a'.repeat(50)],
  [`${'a'.repeat(49)} b`, 'a'.repeat(49)],
])('%j becomes %s', (name, id) => {
  expect(functionIdFor(name, [])).toBe(id);
  expect(functionIdSchema.safeParse(id).success).toBe(true);
});

it('counts up where the name is taken, in any case', () => {
  expect(functionIdFor('Hello', ['hello'])).toBe('hello-2');
  expect(functionIdFor('hello', ['HELLO', 'hello-2'])).toBe('hello-3');
});
