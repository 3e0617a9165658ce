import { expect, test } from 'vitest';

import { explainMissing } from './explain-missing.ts';

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
