import { describe, expect, it } from 'vitest';

import { createSliceBudget } from './slice-budget.ts';

const idle = () => 0.2;

describe('slice budget', () => {
  it('gives an idle machine the remaining CPU time and a little more', () => {
    expect(createSliceBudget(idle).deadlineMs(50)).toBe(59);
    expect(createSliceBudget(idle).deadlineMs(0.2)).toBe(2);
  });

  it('gives more clock time where threads have to wait, quickly, and less again slowly', () => {
    const budget = createSliceBudget(idle);
    for (let i = 0; i < 6; i++) budget.observe(40, 10);
    expect(budget.deadlineMs(50)).toBeGreaterThan(180);
    budget.observe(10, 10);
    expect(budget.deadlineMs(50)).toBeGreaterThan(150);
    for (let i = 0; i < 60; i++) budget.observe(10, 10);
    expect(budget.deadlineMs(50)).toBeLessThanOrEqual(61);
  });

  it('never waits more than eight times the CPU time', () => {
    const budget = createSliceBudget(idle);
    for (let i = 0; i < 50; i++) budget.observe(1000, 1);
    expect(budget.deadlineMs(50)).toBeLessThanOrEqual(409);
  });

  it('learns nothing from very short slices', () => {
    const budget = createSliceBudget(idle);
    budget.observe(1, 0.01);
    expect(budget.deadlineMs(50)).toBe(59);
  });

  it('lets a slice wait its turn where more wants to run than there are cores, up to a bound', () => {
    let load = 3;
    let nowMs = 0;
    const budget = createSliceBudget(
      () => load,
      () => nowMs,
    );
    expect(budget.deadlineMs(50)).toBe(159);
    expect(budget.deadlineMs(1_000)).toBe(1_301);
    load = 0.5;
    expect(budget.deadlineMs(50)).toBe(159);
    nowMs = 501;
    expect(budget.deadlineMs(50)).toBe(59);
  });
});
