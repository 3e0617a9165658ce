import type { HeaderList } from '../../contract/invocation.ts';
import type { StoredTest, TestCase } from '../../contract/test.ts';
import { suggestAssertions } from '../../testing/suggest-assertions.ts';
import { engine } from '../api/clients.ts';
import { i18n } from '../i18n/i18n.ts';
import type { SentRequest } from '../run/request-body.ts';
import { reportProblem, showToast } from '../state/toasts-store.ts';
import { testRequestOf } from './request-conversion.ts';
import { useTests } from './tests-store.ts';

/** An answer a test can be made of. */
export interface GivenAnswer {
  status: number;
  headers: HeaderList;
  /** Null when it is not text. */
  body: string | null;
}

/** A test that expects of this request what was answered, as far as that should be the same each time. */
export function testOf(sent: SentRequest, answer: GivenAnswer): { test: TestCase; withheld: string[] } {
  const { request, withheld } = testRequestOf(sent);
  return { test: { request, assertions: suggestAssertions(answer), fetch: 'live' }, withheld };
}

/** A name such as `post-orders-7` that no test of the function has. */
export function newTestName(functionId: string, { method, path = '' }: TestCase['request']): string {
  const words = (path.split('?')[0] ?? '').split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const base = [method.toLowerCase(), ...words].join('-').slice(0, 60);
  const taken = new Set((useTests.getState().tests?.get(functionId) ?? []).map(({ name }) => name.toLowerCase()));
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

/** Saves a test under a name of its own and says so; null when that failed, which is told as well. */
export async function saveNewTest(
  functionId: string,
  { test, withheld }: { test: TestCase; withheld: string[] },
): Promise<StoredTest | null> {
  try {
    const name = newTestName(functionId, test.request);
    const stored = await engine.tests.save({ functionId, name, test, create: true });
    showToast({
      tone: 'ok',
      title: i18n.t('tests.saved', { name }),
      ...(withheld.length > 0 && { description: i18n.t('tests.withheld', { names: withheld.join(', ') }) }),
    });
    return stored;
  } catch (error) {
    reportProblem(error);
    return null;
  }
}

/** Turns a call that was kept into a test of its function; null when it cannot be one, which is told. */
export async function saveCallAsTest(callId: string): Promise<StoredTest | null> {
  try {
    const { functionId, method, path, status, request, response } = await engine.calls.get({ id: callId });
    if (!request.body.complete) {
      showToast({ tone: 'info', title: i18n.t('tests.callTooLarge') });
      return null;
    }
    const { text, encoding, bytes } = request.body;
    const sent = { method, path, headers: request.headers, body: bytes > 0 ? { text, encoding } : undefined };
    const answered = response.body.encoding === 'utf8' ? response.body.text : null;
    const made = testOf(sent, { status, headers: response.headers, body: answered });
    if (response.body.complete) return await saveNewTest(functionId, made);
    // Of a body that was not kept whole nothing can be expected.
    const assertions = made.test.assertions.filter(({ target }) => target !== 'body' && target !== 'json');
    return await saveNewTest(functionId, { ...made, test: { ...made.test, assertions } });
  } catch (error) {
    reportProblem(error);
    return null;
  }
}
