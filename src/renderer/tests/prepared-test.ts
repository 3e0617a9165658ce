import type { TestCase } from '../../contract/test.ts';
import { decodeText } from '../http/body-view.ts';
import { sentRequest } from '../run/request-body.ts';
import { requestFor, useRequests } from '../run/requests-store.ts';
import { useRuns } from '../run/runs-store.ts';
import { useFunctions } from '../state/functions-store.ts';
import { testOf } from './save-test.ts';

/** A test of the request prepared beside the code that expects its last answer; null for a function that is gone. */
export function preparedTest(functionId: string): { test: TestCase; withheld: string[] } | null {
  const target = useFunctions.getState().functions.get(functionId);
  if (target === undefined) return null;
  const request = requestFor(useRequests.getState().requests[functionId], target);
  const sent = sentRequest(request);
  const outcome = useRuns.getState().runs[functionId]?.outcome;
  if (outcome?.kind !== 'answered') {
    const { test, withheld } = testOf(sent, noAnswer);
    return { test: { ...test, assertions: [{ target: 'status', op: 'class', value: '2xx' }] }, withheld };
  }
  const { status, headers, body } = outcome.result;
  return testOf(sent, { status, headers, body: decodeText(body, true) });
}

const noAnswer = { status: 200, headers: [], body: null };
