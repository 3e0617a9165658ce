import { describe, expect, it } from 'vitest';

import { defaultLimits } from '../../contract/limits.ts';
import { causeOfExit, deservesStrike, fateOf, type Casualty, type LossCause } from './aftermath.ts';

const wedged: LossCause = { kind: 'wedged', cpuMs: 312 };
const bystander: Casualty = { started: false, isStopping: false, tries: 1, isSuspect: false, limits: defaultLimits };

describe('aftermath of a lost sandbox', () => {
  it('runs elsewhere, once, what had not started', () => {
    expect(fateOf(bystander, wedged)).toEqual({ kind: 'again' });
    expect(fateOf({ ...bystander, isStopping: true }, wedged)).toMatchObject({ kind: 'ends' });
    expect(fateOf({ ...bystander, tries: 2 }, wedged)).toMatchObject({ failure: { code: 'SANDBOX_LOST' } });
  });

  it('ends what had started, and names only the culprit', () => {
    const started = { ...bystander, started: true };
    expect(fateOf(started, wedged)).toMatchObject({ failure: { code: 'SANDBOX_LOST' } });
    const culprit = { ...started, isSuspect: true };
    expect(fateOf(culprit, wedged)).toMatchObject({
      failure: { code: 'CPU_LIMIT', limit: { allowed: 50, used: 312 } },
    });
    expect(fateOf(culprit, { kind: 'memory' })).toMatchObject({ failure: { code: 'HEAP_LIMIT' } });
  });

  it('tells a crash from a kill', () => {
    const exit = { code: null, signal: null, stderr: '' };
    expect(causeOfExit({ ...exit, signal: 'SIGKILL' })).toEqual({ kind: 'lost' });
    expect(causeOfExit({ ...exit, signal: 'SIGSEGV' })).toEqual({
      kind: 'crashed',
      how: 'SIGSEGV',
      outOfMemory: false,
    });
    const aborted = causeOfExit({ ...exit, signal: 'SIGTRAP', stderr: 'FATAL ERROR: JavaScript heap out of memory' });
    const culprit = { ...bystander, started: true, isSuspect: true };
    expect(fateOf(culprit, aborted)).toMatchObject({ failure: { code: 'HEAP_LIMIT' } });
    expect(fateOf(culprit, causeOfExit({ ...exit, signal: 'SIGSEGV' }))).toMatchObject({
      failure: { code: 'SANDBOX_LOST', message: expect.stringContaining('SIGSEGV') },
    });
  });

  it('strikes nobody for what others did', () => {
    expect(deservesStrike(wedged)).toBe(true);
    expect(deservesStrike({ kind: 'lost' })).toBe(false);
    expect(deservesStrike({ kind: 'replaced' })).toBe(false);
  });
});
