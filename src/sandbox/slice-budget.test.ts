import { describe, expect, it } from 'vitest';

import { createSliceBudget } from './slice-budget.ts';

describe('slice budget', () => {
  it('gives an idle machine the remaining CPU time and a little more', () => {
    expect(createSliceBudget().deadlineMs(50)).toBe(59);
    expect(createSliceBudget().deadlineMs(0.2)).toBe(2);
  });

  it('gives more clock time where threads have to wait, quickly, and less again slowly', () => {
    const budget = createSliceBudget();
    for (let i = 0; i < 6; i++) budget.observe(40, 10);
    expect(budget.deadlineMs(50)).toBeGreaterThan(180);
    budget.observe(10, 10);
    expect(budget.deadlineMs(50)).toBeGreaterThan(150);
    for (let i = 0; i < 60; i++) budget.observe(10, 10);
    expect(budget.deadlineMs(50)).toBeLessThanOrEqual(61);
  });

  it('never waits more than eight times the CPU time', () => {
    const budget = createSliceBudget();
    for (let i = 0; i < 50; i++) budget.observe(1000, 1);
    expect(budget.deadlineMs(50)).toBeLessThanOrEqual(409);
  });

  it('learns nothing from very short slices', () => {
    const budget = createSliceBudget();
    budget.observe(1, 0.01);
    expect(budget.deadlineMs(50)).toBe(59);
  });
});
