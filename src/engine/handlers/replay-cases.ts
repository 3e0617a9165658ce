import type { ExportedFunction } from '../../bundle/exported-function.ts';
import type { ReplayCase } from '../../bundle/verify/replay-case.ts';
import type { Call } from '../../contract/call.ts';
import type { NexoFunction } from '../../contract/function.ts';
import { fillRoute } from '../../kit/fill-route.ts';
import { requestOfTest, type ReadyRequest } from '../../testing/request-of-test.ts';
import { isCredential } from '../history/hide-headers.ts';
import type { TestTable } from '../store/store.ts';
import type { Services } from './services.ts';

/** Recent calls of a function that are repeated, at most. */
const maxCalls = 10;
/** How many of the latest calls these are taken from. */
const considered = 200;
/** How much longer than its function may run a request may take. */
const extraMs = 3_000;

/**
 * What a bundle is asked, function by function: its saved tests; recent calls that only read, as repeating another
 * would do its work twice more; and where there is neither, one request to its route.
 */
export async function replayCases(
  functions: readonly ExportedFunction[],
  { store, history }: Pick<Services, 'store' | 'history'>,
): Promise<ReplayCase[]> {
  const { tests } = await store();
  await tests.ready;
  const cases: ReplayCase[] = [];
  for (const { function: own, routed } of functions) {
    if (!routed) continue;
    const saved = await testCases(own, tests);
    const recent = callCases(own, await recentCalls(own, history));
    const found = [...saved, ...recent];
    cases.push(...(found.length > 0 ? found : [probe(own)]));
  }
  return cases;
}

async function testCases(own: NexoFunction, tests: TestTable): Promise<ReplayCase[]> {
  const runnable = tests.list(own.id).filter(({ broken }) => broken === null);
  return Promise.all(
    runnable.map(async ({ name }) => {
      const { test } = tests.get(own.id, name);
      const readFile = async (path: string): Promise<string> =>
        Buffer.from(await tests.readFile(own.id, path)).toString('base64');
      const ready = await requestOfTest(test.request, own.route, readFile);
      const request = { ...ready, body: bodyOf(ready) };
      const skip = test.fetch === 'mocked' ? { skip: 'its fetches are answered from a recording, here alone' } : {};
      return {
        ...common(own, `test ${name}`),
        subject: `${own.id}: ${name}`,
        request,
        assertions: test.assertions,
        ...skip,
      };
    }),
  );
}

async function recentCalls({ id }: NexoFunction, history: Services['history']): Promise<Call[]> {
  // Without a history there is nothing to repeat, which no export should fail for.
  return history.all([{ kind: 'text', field: 'fn', value: id, negated: false }], considered).catch(() => []);
}

function callCases(own: NexoFunction, calls: readonly Call[]): ReplayCase[] {
  const repeatable = calls.filter(
    ({ method, source, request }) =>
      (method === 'GET' || method === 'HEAD') &&
      source === 'gateway' &&
      !request.headers.some(([name]) => isCredential(name)),
  );
  const distinct = new Map(repeatable.map((call) => [`${call.method} ${call.path}`, call]));
  return [...distinct.values()].slice(0, maxCalls).map(({ id, method, path, request: { headers } }) => ({
    ...common(own, `call ${id}`),
    subject: `${method} ${path}`,
    request: { method, path, headers, body: null },
  }));
}

/** That it is there and answers, whatever it answers to so little. */
function probe(own: NexoFunction): ReplayCase {
  const method = own.methods.includes('GET') ? 'GET' : (own.methods[0] ?? 'GET');
  const path = fillRoute(own.route, {});
  return { ...common(own, 'probe'), subject: `${method} ${path}`, request: { method, path, headers: [], body: null } };
}

function common(
  { id, limits: { wallMs } }: NexoFunction,
  what: string,
): Pick<ReplayCase, 'id' | 'assertions' | 'timeoutMs'> {
  return { id: `${id} ${what}`, assertions: [], timeoutMs: wallMs + extraMs };
}

function bodyOf({ body }: ReadyRequest): Uint8Array | null {
  return body === null ? null : Buffer.from(body.text, body.encoding);
}
