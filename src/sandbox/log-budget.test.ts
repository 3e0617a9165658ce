import { expect, it } from 'vitest';

import { createLogBudget } from './log-budget.ts';

it('keeps 1,000 entries and counts the rest', () => {
  const budget = createLogBudget();
  for (let i = 0; i < 1_005; i++) budget.admit('x');
  expect(budget.dropped).toBe(5);
});

it('cuts an entry at 8 KB and shows that it was cut', () => {
  expect(createLogBudget().admit('x'.repeat(9_000))).toBe(`${'x'.repeat(8_192)}…`);
});

it('keeps 256 KB in all', () => {
  const budget = createLogBudget();
  for (let i = 0; i < 40; i++) budget.admit('x'.repeat(8_192));
  expect(budget.dropped).toBe(8);
});
