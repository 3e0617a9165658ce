import { describe, expect, it } from 'vitest';

import { choosePlace, type PlacementCandidate } from './placement.ts';

const idle: PlacementCandidate = {
  id: 1,
  holdsDeployment: false,
  invocations: 0,
  isolates: 0,
  insideMs: 0,
  insideFunction: null,
};

describe('placement', () => {
  it('has no place without a candidate', () => {
    expect(choosePlace('a', [])).toBeNull();
  });

  it('takes the least loaded at first use', () => {
    const candidates = [
      { ...idle, id: 1, invocations: 3 },
      { ...idle, id: 2, invocations: 1, isolates: 9 },
      { ...idle, id: 3, invocations: 1, isolates: 2 },
    ];
    expect(choosePlace('a', candidates)).toBe(3);
  });

  it('stays where the isolate is, however busy its own function keeps it', () => {
    const home = { ...idle, id: 1, holdsDeployment: true, invocations: 90, insideMs: 400, insideFunction: 'a' };
    expect(choosePlace('a', [home, { ...idle, id: 2 }])).toBe(1);
  });

  it('goes elsewhere while its home is stuck in another function', () => {
    const home = { ...idle, id: 1, holdsDeployment: true, insideMs: 11, insideFunction: 'b' };
    expect(choosePlace('a', [home, { ...idle, id: 2 }])).toBe(2);
    expect(
      choosePlace('a', [
        { ...home, insideMs: 9 },
        { ...idle, id: 2 },
      ]),
    ).toBe(1);
  });

  it('waits at home when everybody is stuck', () => {
    const stuck = { ...idle, insideMs: 50, insideFunction: 'b' };
    expect(choosePlace('a', [stuck, { ...stuck, id: 2, holdsDeployment: true }])).toBe(2);
  });
});
