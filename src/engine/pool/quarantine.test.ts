import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Deployment } from '../deployment.ts';
import { deploymentOf } from './testing/deployment-of.ts';
import { recordInvocation } from './testing/record-invocation.ts';
import { poolOf } from './testing/pool-of.ts';

describe('a function that broke its sandbox, or is not trusted', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('replaces a wedged sandbox, blames the culprit, runs the unstarted elsewhere and quarantines the function', async () => {
    const { pool, simulation } = poolOf({ behave: (id) => (id === 1 ? 'wedge' : 'answer') }, { sandboxes: 1 });
    await vi.advanceTimersByTimeAsync(50);
    const culprit = recordInvocation(pool, deploymentOf({ functionId: 'bad' }));
    const neighbours = [1, 2, 3].map((n) => recordInvocation(pool, deploymentOf({ functionId: `good-${n}` })));
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await culprit.report).failure?.code).toBe('CPU_LIMIT');
    for (const { report } of neighbours) expect((await report).failure).toBeNull();
    expect(pool.stats().sandboxesLost).toBe(1);

    const again = recordInvocation(pool, deploymentOf({ functionId: 'bad' }));
    const good = recordInvocation(pool, deploymentOf({ functionId: 'good-1' }));
    await vi.advanceTimersByTimeAsync(50);
    const [ofBad, ofGood] = [(await again.report).sandbox, (await good.report).sandbox];
    expect(ofBad).not.toBe(ofGood);
    expect(simulation.alive).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(6 * 60_000);
    expect(simulation.alive).toHaveLength(2);
    await pool.dispose();
  });

  it('pauses a published version that broke three sandboxes, until it is resumed or replaced', async () => {
    const paused: string[] = [];
    const { pool } = poolOf({ behave: (id) => (id <= 6 ? 'wedge' : 'answer') }, {}, null, (id) => paused.push(id));
    const codeOf = async (version: string, number: number | null) => {
      const recording = recordInvocation(pool, deploymentOf({ functionId: 'bad', version, number }));
      await vi.advanceTimersByTimeAsync(3_000);
      return (await recording.report).failure?.code;
    };
    // Code that is tried out is never paused.
    for (let n = 0; n < 3; n++) expect(await codeOf('draft', null)).toBe('CPU_LIMIT');
    expect(paused).toEqual([]);
    for (let n = 0; n < 3; n++) expect(await codeOf('v1', 1)).toBe('CPU_LIMIT');
    expect(paused).toEqual(['bad']);
    expect(pool.pausedSince('bad', 'v1')).toBeGreaterThan(0);
    expect(await codeOf('v1', 1)).toBe('FUNCTION_PAUSED');
    expect(await codeOf('v2', 2)).toBeUndefined();
    expect(await codeOf('draft', null)).toBeUndefined();
    pool.resume('bad');
    expect(await codeOf('v1', 1)).toBeUndefined();
    await pool.dispose();
  });

  it('runs what is not trusted in a process of its own, apart from what misbehaved', async () => {
    const { pool, simulation } = poolOf({ behave: (id) => (id === 1 ? 'wedge' : 'answer') });
    const untrusted = (functionId: string) => {
      const deployment = deploymentOf({ functionId });
      return { ...deployment, function: { ...deployment.function, trusted: false } };
    };
    const sandboxOf = async (deployment: Deployment) => {
      const recording = recordInvocation(pool, deployment);
      await vi.advanceTimersByTimeAsync(3_000);
      return (await recording.report).sandbox;
    };
    await sandboxOf(deploymentOf({ functionId: 'bad' }));
    const places = new Map<string, number>();
    for (const id of ['bad', 'own', 'a', 'b', 'c', 'd', 'e']) {
      const deployment = id.length > 1 ? deploymentOf({ functionId: id }) : untrusted(id);
      places.set(id, await sandboxOf(deployment));
    }
    // More than there may be at once: an idle one makes room, nobody moves in with another.
    expect(new Set(places.values()).size).toBe(7);
    const apart = [...places].filter(([id]) => id !== 'own').map(([, sandbox]) => sandbox);
    expect(apart).not.toContain(await sandboxOf(deploymentOf({ functionId: 'other' })));
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(simulation.alive).toHaveLength(3);
    await pool.dispose();
  });

  it('waits for the process of what is not trusted, however long that takes to start', async () => {
    const { pool, simulation } = poolOf({ behave: () => 'answer', startMs: 5_000 }, { sandboxes: 1 });
    const deployment = deploymentOf({ functionId: 'a' });
    const untrusted = { ...deployment, function: { ...deployment.function, trusted: false } };
    const { report } = recordInvocation(pool, untrusted);
    await vi.advanceTimersByTimeAsync(15_000);
    expect((await report).failure).toBeNull();
    expect(simulation.all.length).toBeLessThanOrEqual(3);
    await pool.dispose();
  });
});
