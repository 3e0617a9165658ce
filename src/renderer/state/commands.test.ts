import { expect, test } from 'vitest';

import { onCommand, runCommand } from './commands.ts';

test('the latest to register answers, and hands back when it goes', () => {
  const answered: string[] = [];
  const stopFirst = onCommand('function.save', () => answered.push('first'));
  const stopSecond = onCommand('function.save', () => answered.push('second'));
  expect(runCommand('function.save')).toBe(true);
  stopSecond();
  runCommand('function.save');
  stopFirst();
  expect(runCommand('function.save')).toBe(false);
  expect(answered).toEqual(['second', 'first']);
});
