import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { choosePlace, type PlacementCandidate } from './placement.ts';

const idle: PlacementCandidate = {
  id: 1,
  isLane: false,
  holdsDeployment: false,
  invocations: 0,
  ownInvocations: 0,
  heavyInvocations: 0,
  unprovenInvocations: 0,
  isolates: 0,
  insideMs: 0,
  insideFunction: null,
};
const light = { functionId: 'a', isHeavy: false };
const heavy = { functionId: 'a', isHeavy: true };

describe('placement of a light function', () => {
  it('has no place without a candidate', () => {
    expect(choosePlace(light, [])).toBeNull();
  });

  it('takes the least loaded at first use', () => {
    const candidates = [
      { ...idle, id: 1, invocations: 3 },
      { ...idle, id: 2, invocations: 1, isolates: 9 },
      { ...idle, id: 3, invocations: 1, isolates: 2 },
    ];
    expect(choosePlace(light, candidates)).toBe(3);
  });

  it('stays where the isolate is, however busy its own function keeps it', () => {
    const home = { ...idle, id: 1, holdsDeployment: true, invocations: 90, insideMs: 400, insideFunction: 'a' };
    expect(choosePlace(light, [home, { ...idle, id: 2 }])).toBe(1);
  });

  it('goes elsewhere while its home is stuck in another function, or has heavy work', () => {
    const home = { ...idle, id: 1, holdsDeployment: true, insideMs: 11, insideFunction: 'b' };
    const other = { ...idle, id: 2 };
    expect(choosePlace(light, [home, other])).toBe(2);
    expect(choosePlace(light, [{ ...home, insideMs: 9 }, other])).toBe(1);
    expect(choosePlace(light, [{ ...home, insideMs: 0, invocations: 1, heavyInvocations: 1 }, other])).toBe(2);
  });

  it('goes elsewhere while code of others that nobody has seen run may begin at its home', () => {
    const home = { ...idle, id: 1, holdsDeployment: true, invocations: 1, unprovenInvocations: 1 };
    expect(choosePlace(light, [home, { ...idle, id: 2 }])).toBe(2);
    expect(choosePlace(light, [home, { ...idle, id: 2, unprovenInvocations: 1 }])).toBe(1);
  });

  it('waits at home when everybody is stuck, and does not go into the lane', () => {
    const stuck = { ...idle, insideMs: 50, insideFunction: 'b' };
    const candidates = [stuck, { ...stuck, id: 2, holdsDeployment: true }, { ...idle, id: 3, isLane: true }];
    expect(choosePlace(light, candidates)).toBe(2);
    expect(choosePlace(light, [{ ...idle, id: 3, isLane: true }])).toBe(3);
  });
});

describe('placement of a heavy function', () => {
  const lane = { ...idle, id: 9, isLane: true };
  const busy = { invocations: 1, heavyInvocations: 1, insideFunction: 'b' };

  it('goes into the lane, away from where it was when it was light', () => {
    expect(choosePlace(heavy, [{ ...idle, holdsDeployment: true }, { ...idle, id: 2 }, lane])).toBe(9);
  });

  it('stays in the lane with its own work, and takes an idle sandbox from the work of others', () => {
    const shared = [idle, { ...idle, id: 2 }];
    expect(choosePlace(heavy, [...shared, { ...lane, invocations: 5, ownInvocations: 5 }])).toBe(9);
    expect(choosePlace(heavy, [...shared, { ...lane, ...busy }])).toBe(1);
  });

  it('leaves the last sandbox without heavy work to the others, and what they are using', () => {
    const taken = { ...idle, ...busy };
    expect(choosePlace(heavy, [idle, { ...taken, id: 2 }, { ...lane, ...busy }])).toBe(9);
    expect(choosePlace(heavy, [idle, { ...lane, ...busy }])).toBe(9);
    const used = { ...idle, invocations: 1 };
    expect(choosePlace(heavy, [used, { ...used, id: 2 }, { ...lane, ...busy }])).toBe(9);
  });
});

it('never puts heavy work where it would leave the others nothing, nor others into the lane', () => {
  const candidate = fc.record({
    holdsDeployment: fc.boolean(),
    others: fc.nat(2),
    ownInvocations: fc.nat(2),
    heavyOthers: fc.nat(2),
    unprovenInvocations: fc.nat(2),
    isolates: fc.nat(5),
    insideMs: fc.nat(20),
    insideFunction: fc.constantFrom(null, 'a', 'b'),
  });
  const property = fc.property(fc.array(candidate, { minLength: 1, maxLength: 5 }), fc.boolean(), (all, isHeavy) => {
    const candidates = [...all, { ...all[0]!, others: 0, heavyOthers: 0 }].map(
      ({ others, heavyOthers, ownInvocations, ...rest }, index): PlacementCandidate => ({
        ...rest,
        id: index,
        isLane: index === all.length,
        ownInvocations,
        invocations: others + heavyOthers + ownInvocations,
        heavyInvocations: heavyOthers + (isHeavy ? ownInvocations : 0),
      }),
    );
    const shared = candidates.filter(({ isLane }) => !isLane);
    const spared = shared.filter(({ heavyInvocations }) => heavyInvocations === 0);
    const free = spared.filter((one) => one.insideMs === 0 && one.unprovenInvocations === 0);
    const chosen = candidates.find(({ id }) => id === choosePlace({ functionId: 'a', isHeavy }, candidates))!;
    if (!isHeavy) {
      expect(chosen.isLane).toBe(false);
      if (free.length > 0) expect(chosen.heavyInvocations + chosen.unprovenInvocations).toBe(0);
    } else if (chosen.heavyInvocations === 0 && !chosen.isLane) {
      expect(spared.length).toBeGreaterThan(1);
    }
  });
  fc.assert(property, { numRuns: 2_000 });
});
