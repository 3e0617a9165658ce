import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createAdmission, type AdmissionLimits } from './admission.ts';

const anywhere = () => 'somewhere';

describe('admission', () => {
  it('lets in as many as may run and keeps the rest in order', () => {
    const admission = createAdmission<number>({ maxRunning: 2, maxWaiting: 10 });
    for (const item of [1, 2, 3]) expect(admission.offer('a', item)).toBeNull();
    expect(admission.take(anywhere)?.item).toBe(1);
    expect(admission.take(anywhere)?.item).toBe(2);
    expect(admission.take(anywhere)).toBeNull();
    admission.release('a');
    expect(admission.take(anywhere)?.item).toBe(3);
  });

  it('lets in at once while nobody waits and there is room', () => {
    const admission = createAdmission<string>({ maxRunning: 3, maxWaiting: 10, maxRunningOfOne: 2 });
    expect(['a', 'a', 'a'].map((key) => admission.enter(key))).toEqual([true, true, false]);
    admission.offer('a', 'third');
    expect(admission.enter('b')).toBe(false);
    admission.release('a');
    expect(admission.take(anywhere)?.item).toBe('third');
    expect(admission.enter('b')).toBe(true);
    expect(admission.enter('c')).toBe(false);
    expect(admission.running).toBe(3);
  });

  it('gives functions turns, and no function more than half while others wait', () => {
    const admission = createAdmission<string>({ maxRunning: 4, maxWaiting: 100 });
    for (let n = 0; n < 10; n++) admission.offer('greedy', `greedy ${n}`);
    for (let n = 0; n < 3; n++) admission.take(anywhere);
    admission.offer('modest', 'modest 0');
    admission.offer('modest', 'modest 1');
    expect(admission.take(anywhere)?.item).toBe('modest 0');
    admission.release('greedy');
    expect(admission.take(anywhere)?.item).toBe('modest 1');
    admission.release('modest');
    expect(admission.take(anywhere)?.item).toBe('greedy 3');
  });

  it('passes over what has no place yet', () => {
    const admission = createAdmission<string>({ maxRunning: 4, maxWaiting: 10 });
    admission.offer('quarantined', 'q');
    admission.offer('fine', 'f');
    expect(admission.take((item) => (item === 'q' ? null : item))?.item).toBe('f');
    expect(admission.waiting).toBe(1);
  });

  it('turns away the newest of the longest line when the waiting room is full', () => {
    const admission = createAdmission<string>({ maxRunning: 1, maxWaiting: 3 });
    admission.offer('greedy', 'running');
    admission.take(anywhere);
    for (const item of ['g1', 'g2', 'g3']) expect(admission.offer('greedy', item)).toBeNull();
    expect(admission.offer('greedy', 'g4')).toEqual({ item: 'g4', why: 'room' });
    expect(admission.offer('modest', 'm1')).toEqual({ item: 'g3', why: 'room' });
    expect(admission.offer('modest', 'm2')).toEqual({ item: 'm2', why: 'room' });
  });

  it('keeps one function within bounds of its own, with slots to spare', () => {
    const admission = createAdmission<string>({
      maxRunning: 10,
      maxWaiting: 100,
      maxRunningOfOne: 2,
      maxWaitingOfOne: 1,
    });
    for (const item of ['g1', 'g2', 'g3']) expect(admission.offer('greedy', item)).toBeNull();
    expect(admission.offer('greedy', 'g4')).toEqual({ item: 'g4', why: 'line' });
    expect(admission.take(anywhere)?.item).toBe('g1');
    expect(admission.take(anywhere)?.item).toBe('g2');
    expect(admission.take(anywhere)).toBeNull();
    expect(admission.offer('modest', 'm1')).toBeNull();
    expect(admission.take(anywhere)?.item).toBe('m1');
  });

  it('loses nothing, never exceeds its bounds and starves nobody, whatever happens', () => {
    const event = fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('offer' as const), key: fc.constantFrom('a', 'b', 'c') }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('take', 'release', 'remove', 'putBack') }) },
    );
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 300 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ max: 6, min: 0 }),
        fc.record({ maxRunningOfOne: fc.integer({ min: 1, max: 5 }), maxWaitingOfOne: fc.integer({ min: 0, max: 6 }) }),
        simulate,
      ),
      { numRuns: 300 },
    );
  });
});

type Event = { kind: string; key?: string };
type OfOne = Pick<AdmissionLimits, 'maxRunningOfOne' | 'maxWaitingOfOne'>;
interface Item {
  key: string;
}

function simulate(events: Event[], maxRunning: number, maxWaiting: number, ofOne: OfOne): void {
  const admission = createAdmission<Item>({ maxRunning, maxWaiting, ...ofOne });
  const waiting = new Set<Item>();
  const running: Item[] = [];
  let putBack = 0;
  for (const { kind, key = '' } of events) {
    if (kind === 'offer') {
      const item = { key };
      waiting.add(item);
      const loser = admission.offer(key, item);
      if (loser !== null) expect(waiting.delete(loser.item)).toBe(true);
    } else if (kind === 'take') {
      const next = admission.take(anywhere);
      if (next === null) continue;
      expect(waiting.delete(next.item)).toBe(true);
      running.push(next.item);
    } else if (kind === 'remove') {
      const [item] = waiting;
      if (item === undefined) continue;
      expect(admission.remove(item.key, item)).toBe(true);
      waiting.delete(item);
    } else {
      const item = running.shift();
      if (item === undefined) continue;
      admission.release(item.key);
      if (kind === 'release') continue;
      admission.putBack(item.key, item);
      waiting.add(item);
      putBack += 1;
    }
    expect(admission.waiting).toBe(waiting.size);
    expect(admission.running).toBe(running.length);
    expect(running.length).toBeLessThanOrEqual(maxRunning);
    for (const one of ['a', 'b', 'c']) {
      const ofThat = running.filter((item) => item.key === one).length;
      expect(ofThat).toBeLessThanOrEqual(ofOne.maxRunningOfOne ?? maxRunning);
    }
    expect(waiting.size).toBeLessThanOrEqual(maxWaiting + maxRunning + putBack);
  }
  while (waiting.size > 0) {
    for (const item of running.splice(0)) admission.release(item.key);
    const keys = new Set([...waiting].map((item) => item.key));
    const served = new Set<string>();
    for (let turn = keys.size; turn > 0; turn--) {
      const next = admission.take(anywhere);
      expect(next).not.toBeNull();
      const { item } = next as { item: Item };
      waiting.delete(item);
      served.add(item.key);
      admission.release(item.key);
    }
    // Everybody who waits gets a turn before anybody gets a second one.
    expect(served).toEqual(keys);
  }
}
