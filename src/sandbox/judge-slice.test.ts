import { expect, it } from 'vitest';

import { defaultLimits } from '../contract/default-limits.ts';
import { createDeployed, createInvocation } from './deployed.ts';
import { judgeSlice } from './judge-slice.ts';
import { createSliceRunner } from './slice-runner.ts';

const source = { functionId: 'f', version: '1', code: '', file: 'f.js', env: {}, bindings: [], limits: defaultLimits };
const dispatch = { type: 'dispatch', invocation: 1, deployment: 1, head: '', body: null, more: false } as const;

it('blames no function for a stop when the machine did not let it run', () => {
  const slices = createSliceRunner({ post: () => undefined, entering: () => undefined, suspended: () => undefined });
  const invocation = createInvocation(dispatch, createDeployed(1, source));
  const { outcome } = slices.run(invocation, () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60);
    return { type: 'timedOut', stack: undefined };
  });
  expect(outcome).toMatchObject({ isStarved: true });
  expect(judgeSlice(invocation, outcome)).toMatchObject({
    code: 'OVERLOADED',
    message: expect.stringMatching(/of its 50 ms of CPU time/),
  });
  expect(judgeSlice(invocation, { type: 'timedOut', stack: undefined })).toMatchObject({ code: 'CPU_LIMIT' });
});
