import { expect, test } from 'vitest';

import { createPoolMeter } from './pool-meter.ts';

let cpuMs = 0;
const meter = createPoolMeter(() => cpuMs);

test('shares out what was used while several pieces of work were under way', () => {
  cpuMs = 100;
  const endOne = meter.begin();
  cpuMs = 110;
  const endTwo = meter.begin();
  cpuMs = 130;
  expect(endOne()).toBe(20);
  cpuMs = 135;
  expect(endTwo()).toBe(15);
});

test('counts nothing that was used between pieces of work, and nothing less than nothing', () => {
  cpuMs = 500;
  const end = meter.begin();
  cpuMs = 499;
  expect(end()).toBe(0);
});
