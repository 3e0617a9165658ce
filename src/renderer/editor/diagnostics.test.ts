import { expect, test } from 'vitest';

import { explainMissing, isForTheEngine, isWrongHere } from './diagnostics.ts';

test.each([
  [
    2584,
    "Cannot find name 'document'. Do you need to change your target library? Try changing the 'lib' compiler option to include 'dom'.",
    'document',
  ],
  [
    2591,
    "Cannot find name 'fs'. Do you need to install type definitions for node? Try `npm i --save-dev @types/node` and then add 'node' to the types field in your tsconfig.",
    'fs',
  ],
])('%i gives no advice that cannot be followed', (code, messageText, name) => {
  const { messageText: text } = explainMissing({ code, messageText });
  expect(text).toBe(
    `Cannot find name '${name}'. Functions run without Node and without a browser: there is no '${name}' here.`,
  );
});

test('other diagnostics stay as they are', () => {
  const other = { code: 2322, messageText: "Type 'string' is not assignable to type 'number'." };
  expect(explainMissing(other)).toBe(other);
  const plain = { code: 2304, messageText: "Cannot find name 'foo'." };
  expect(explainMissing(plain)).toBe(plain);
});

test.each([
  [8010, 0, 'Type annotations can only be used in TypeScript files.', true],
  [8010, 6, 'Type annotations can only be used in TypeScript files.', false],
  [6133, 7, "'handler' is declared but its value is never read.", true],
  [6133, 4, "'name' is declared but its value is never read.", false],
])('%i over %i characters: %s', (code, length, messageText, wrong) => {
  expect(isWrongHere({ code, length, messageText })).toBe(wrong);
});

test.each([
  ['./helper', true],
  ['shared/prices', true],
  ['hono/cors', true],
  ['fs', false],
  ['fs/promises', false],
  ['node:net', false],
])('whether %s exists is for the engine to say: %s', (name, expected) => {
  const messageText = `Cannot find module '${name}' or its corresponding type declarations.`;
  expect(isForTheEngine({ code: 2307, messageText })).toBe(expected);
});
