import type { PerformFetch } from './deployment.ts';
import type { OutboundFetch } from './fetch/outbound-fetch.ts';
import type { Invoker } from './gateway/invoker.ts';
import { callBinding } from './gateway/call-binding.ts';
import type { PerformFor } from './pool/pool.ts';
import type { FunctionRegistry } from './router/function-registry.ts';
import type { Tracer } from './tracing/tracer.ts';

export interface PerformerOptions {
  registry: FunctionRegistry;
  invoker: Invoker;
  /** Ports of this app, closed to functions. */
  ownPorts: () => readonly number[];
  /** `host:port`s that are open to a function though they are not on the public internet. */
  grantsOf: (functionId: string) => readonly string[];
  tracer: Pick<Tracer, 'fetch'>;
}

/** What does the operations functions ask for. */
export interface Performer {
  perform: PerformFor;
  /** The network as a function is given it. */
  fetchFor(functionId: string): PerformFetch;
  /** Closes a function's connections: its grants have changed, and the next one is made under the new ones. */
  reconnect(functionId: string): void;
  /** Gives up what is in flight and closes every connection. */
  dispose(): Promise<void>;
}

/** Each function has its own connections and its own limit of requests in flight: none waits for another's. */
export function createPerformer(options: PerformerOptions): Performer {
  const { ownPorts, grantsOf, tracer } = options;
  const outbounds = new Map<string, Promise<OutboundFetch>>();
  const open = async (functionId: string): Promise<OutboundFetch> => {
    // A third of the engine's code, which most workspaces never need.
    const { createOutboundFetch } = await import('./fetch/outbound-fetch.ts');
    return createOutboundFetch({
      ownPorts,
      grants: grantsOf(functionId),
      grantsPath: `/api/functions/${functionId}/grants`,
    });
  };
  const outboundOf = (functionId: string): Promise<OutboundFetch> => {
    const known = outbounds.get(functionId);
    if (known !== undefined) return known;
    const outbound = open(functionId);
    outbounds.set(functionId, outbound);
    return outbound;
  };
  const perform: PerformFor = async (operation, input) => {
    if (operation.name === 'invoke') return callBinding(operation, input, options);
    const { fetch, source } = input.deployment;
    const outbound = await outboundOf(source.functionId);
    if (operation.name === 'websocket') return outbound.connect(operation, input);
    return fetch ? fetch(operation, input) : outbound.perform(operation, input);
  };
  return {
    async perform(operation, input) {
      if (input.traced === undefined || operation.name === 'websocket') return perform(operation, input);
      const span = tracer.fetch(input.traced, operation, input.deployment.mask);
      const outcome = await perform(span.operation, input);
      span.end(outcome);
      return outcome;
    },
    fetchFor: (functionId) => async (operation, input) => (await outboundOf(functionId)).perform(operation, input),
    reconnect(functionId) {
      const outbound = outbounds.get(functionId);
      outbounds.delete(functionId);
      void outbound?.then((one) => one.dispose());
    },
    async dispose() {
      await Promise.all([...outbounds.values()].map(async (outbound) => (await outbound).dispose()));
    },
  };
}
