import { NexoError } from '../../contract/errors.ts';
import { parseCallQuery, type QueryProblem, type QueryTerm } from '../../contract/call-query.ts';
import type { Call } from '../../contract/call.ts';
import type { Deployment } from '../deployment.ts';
import { harOf } from '../history/har.ts';
import { isCredential } from '../history/hide-headers.ts';
import { callOfInput } from './call-of-input.ts';
import { collectResponse } from './collected-response.ts';
import { countedDeployment, type CountedDeployment } from './counted-deployment.ts';
import { os } from './implementer.ts';
import { replayInput } from './replay-input.ts';
import type { Services } from './services.ts';

const maxExported = 1_000;

/** What was called, and calling it again. */
export function callHandlers(services: Services) {
  const { history, registry, pool, invoker, workspace, store } = services;
  const find = async (id: string): Promise<Call> => {
    const call = await history.get(id);
    if (call === undefined) throw new NexoError('NOT_FOUND', `the call "${id}" is not kept, or not any more`);
    return call;
  };
  /** What is served, or a version on a deployment of its own, to be retired after use. */
  const deploymentFor = async (functionId: string, version: number | undefined): Promise<Deployment> => {
    if (version === undefined) return registry.deploy(functionId);
    const deployment = await registry.deployVersion(functionId, version);
    if (deployment !== undefined) return deployment;
    throw new NexoError('NOT_FOUND', `"${functionId}" has no version ${version}, or not any more`, {
      field: 'version',
    });
  };
  return {
    list: os.calls.list.handler(async ({ input: { query, ...page } }) => {
      const terms = termsOf(query);
      await store();
      return history.list({ terms, ...page });
    }),
    get: os.calls.get.handler(async ({ input }) => {
      await store();
      return find(input.id);
    }),
    watch: os.calls.watch.handler(({ input, signal }) => history.watch(termsOf(input?.query ?? ''), signal)),
    replay: os.calls.replay.handler(async ({ input: { id, version, edit, countLines }, signal }) => {
      await store();
      const original = await find(id);
      const input = replayInput(original, edit);
      const found = await deploymentFor(original.functionId, version);
      const deployment: CountedDeployment = countLines ? await countedDeployment(found) : found;
      const call = callOfInput(input, deployment, 'replay', workspace.current().url);
      const newId = invoker.newId();
      const response = collectResponse(newId, deployment.source.version, deployment.counted);
      const running = invoker.run(newId, deployment, { ...call, replayOf: id }, response);
      signal?.addEventListener('abort', () => running.cancel());
      const { lines } = await response.result;
      if (version !== undefined || countLines) pool.retire(deployment);
      const withheld =
        edit.headers === undefined ? original.request.headers.filter(([name]) => isCredential(name)) : [];
      return { call: await find(newId), withheld: withheld.map(([name]) => name), ...(lines && { lines }) };
    }),
    clear: os.calls.clear.handler(async ({ input }) => {
      const terms = termsOf(input?.query ?? '');
      await store();
      return { removed: await history.clear(terms) };
    }),
    export: os.calls.export.handler(async ({ input }) => {
      const terms = termsOf(input?.query ?? '');
      await store();
      return harOf(await history.all(terms, maxExported), services.version, workspace.current().url);
    }),
  };
}

/** Throws INVALID_INPUT that names the first word that is not understood. */
function termsOf(query: string): QueryTerm[] {
  const { terms, problems } = parseCallQuery(query);
  const [problem] = problems;
  if (problem !== undefined) throw new NexoError('INVALID_INPUT', textOf(problem, query), { field: 'query' });
  return terms;
}

function textOf({ reason, start, end, field, accepted }: QueryProblem, query: string): string {
  const word = JSON.stringify(query.slice(start, end));
  const fits = accepted.length > 0 ? `; for example ${accepted.join(', ')}` : '';
  if (reason === 'unknownField')
    return `query: ${word}: there is no field "${field}"; there are ${accepted.join(', ')}`;
  if (reason === 'openQuote') return `query: ${word}: a quote is not closed`;
  if (reason === 'noValue') return `query: ${word}: a value is missing${fits}`;
  return `query: ${word}: this is no value for "${field}"${fits}`;
}
