import { expect, test } from 'vitest';

import { functionDraftSchema } from '../../../contract/function.ts';
import { quickStart } from './quick-start.ts';

test('the command creates a function the contract accepts, without a quote the shell would trip over', () => {
  const { create, call } = quickStart('http://127.0.0.1:3210');
  const body = /-d '([^']*)'$/.exec(create)?.[1] ?? '';
  expect(functionDraftSchema.safeParse(JSON.parse(body)).success).toBe(true);
  expect(create).toContain('http://127.0.0.1:3210/api/functions');
  expect(call).toBe('curl http://127.0.0.1:3210/fn/api/hello');
});
