import { expect, it } from 'vitest';

import { createLogBudget } from './log-budget.ts';

it('keeps 1,000 entries and counts the rest', () => {
  const budget = createLogBudget();
  for (let i = 0; i < 1_005; i++) budget.admit('x');
  expect(budget.dropped).toBe(5);
});

it('cuts an entry at 8 KB and shows that it was cut', () => {
  expect(createLogBudget().admit('x'.repeat(9_000))).toEqual({ text: `${'x'.repeat(8_192)}…`, details: null });
});

it('keeps 256 KB in all', () => {
  const budget = createLogBudget();
  for (let i = 0; i < 40; i++) budget.admit('x'.repeat(8_192));
  expect(budget.dropped).toBe(8);
});

it('leaves out details that are too long, or for which there is no room, and keeps the text', () => {
  const budget = createLogBudget();
  expect(budget.admit('x', 'd'.repeat(65_537))).toEqual({ text: 'x', details: null });
  const kept = Array.from({ length: 6 }, () => budget.admit('x', 'd'.repeat(50_000)));
  expect(kept.map((entry) => entry?.details?.length)).toEqual([50_000, 50_000, 50_000, 50_000, 50_000, undefined]);
  expect(budget.dropped).toBe(0);
});
