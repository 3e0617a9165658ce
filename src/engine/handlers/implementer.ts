import { implement } from '@orpc/server';

import { contract } from '../../contract/contract.ts';
import type { InvocationSource } from '../../contract/invocation.ts';

/** What a procedure learns about its caller. */
export interface HandlerContext {
  /** How an invocation it starts is recorded: `studio` for the app, `api` for the REST API. */
  source: InvocationSource;
}

/** The contract, ready for handlers: inputs and outputs are checked whatever the wire. */
export const os = implement(contract).$context<HandlerContext>();
