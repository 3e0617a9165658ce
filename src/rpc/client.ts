import { createORPCClient, type ClientContext, type ClientLink, type ClientOptions } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract';

import type { Contract } from '../contract/contract.ts';
import { ConnectionLostError } from './connection-lost.ts';

export type EngineClient = ContractRouterClient<Contract>;

/** What a client needs of a port. */
export type ClientPort = Pick<MessagePort, 'postMessage' | 'addEventListener' | 'start'>;

/**
 * A client of the engine over message ports. `connect` is asked for a port on the first call and again after a port
 * has closed. Calls and streams under way when that happens reject with `ConnectionLostError`.
 */
export function createEngineClient(connect: () => ClientPort): EngineClient {
  return createPortClient<Contract>(connect);
}

/** The same for any contract served over a message port. */
export function createPortClient<C extends AnyContractRouter>(connect: () => ClientPort): ContractRouterClient<C> {
  return createORPCClient(new ReconnectingLink(connect)) as ContractRouterClient<C>;
}

/** One port's life: the link over it and whether it has ended. */
interface Session {
  readonly link: RPCLink<ClientContext>;
  readonly life: { over: boolean };
}

class ReconnectingLink implements ClientLink<ClientContext> {
  readonly #connect: () => ClientPort;
  #session: Session | undefined;

  constructor(connect: () => ClientPort) {
    this.#connect = connect;
  }

  async call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>): Promise<unknown> {
    const session = (this.#session ??= this.#open());
    const output = await explainLoss(session, () => session.link.call(path, input, options));
    return isStream(output) ? watchStream(session, output) : output;
  }

  #open(): Session {
    const port = this.#connect();
    const life = { over: false };
    // Listens before the link does: what the link rejects on closing must find the session over.
    port.addEventListener('close', () => {
      life.over = true;
      if (this.#session?.life === life) this.#session = undefined;
    });
    const session: Session = { link: new RPCLink({ port }), life };
    port.start();
    return session;
  }
}

/** oRPC rejects what a closed port leaves unanswered with an unspecific abort; a caller needs to know the reason. */
async function explainLoss<Value>(session: Session, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw session.life.over ? new ConnectionLostError({ cause: error }) : error;
  }
}

type Stream = AsyncIterator<unknown, unknown, void> & AsyncIterable<unknown>;

function isStream(output: unknown): output is Stream {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output;
}

function watchStream(session: Session, stream: Stream): Stream {
  return {
    next: () => explainLoss(session, () => stream.next()),
    return: async (value) => (await stream.return?.(value)) ?? { done: true, value },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
