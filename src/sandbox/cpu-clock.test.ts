import { expect, it } from 'vitest';

import { createCpuClock } from './cpu-clock.ts';

function fakeClock() {
  const time = { wall: 0, cpu: 0, readings: 0 };
  const read = () => {
    time.readings++;
    return time.cpu;
  };
  const pass = (wallMs: number, cpuMs: number) => {
    time.wall += wallMs;
    time.cpu += cpuMs;
  };
  const clock = createCpuClock(() => time.wall, read);
  return { clock, time, pass };
}

it('takes the CPU time of a slice that had to wait', () => {
  const { clock, pass } = fakeClock();
  clock.start();
  pass(40, 10);
  expect(clock.stop()).toEqual({ wallMs: 40, cpuMs: 10 });
});

it('reads nothing for short slices in a row', () => {
  const { clock, time, pass } = fakeClock();
  for (let i = 0; i < 5; i++) {
    clock.start();
    pass(0.1, 0.1);
    expect(clock.stop().cpuMs).toBeCloseTo(0.1);
  }
  expect(time.readings).toBe(1);
});

it('does not count what the host did between slices', () => {
  const { clock, pass } = fakeClock();
  clock.start();
  pass(0.2, 0.2);
  clock.stop();
  pass(0.5, 0.5);
  clock.start();
  pass(10, 8);
  expect(clock.stop().cpuMs).toBeCloseTo(8);
});

it('takes a new reading after a pause', () => {
  const { clock, pass } = fakeClock();
  clock.start();
  pass(0.2, 0.2);
  clock.stop();
  pass(500, 0);
  clock.start();
  pass(10, 8);
  expect(clock.stop().cpuMs).toBeCloseTo(8);
});

it('never gives more CPU time than there was time', () => {
  const { clock, pass } = fakeClock();
  clock.start();
  pass(5, 6);
  expect(clock.stop().cpuMs).toBe(5);
});
