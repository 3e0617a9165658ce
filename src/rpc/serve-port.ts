import type { Context, Router } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';

import type { ChannelPort } from './process-channel.ts';
import { describeErrors } from './wire-error.ts';

export interface PortServerOptions {
  /** What every procedure called through such a port learns about its caller. */
  context: Context;
  /** Told what was our own fault; the caller only learns that it was. */
  onError(error: unknown): void;
}

/** Serves a router to whoever is at the other end of a port. What a port started ends when the port closes. */
// A wire knows no contract, so neither the router's shape nor its context.
// oxlint-disable-next-line typescript/no-explicit-any
export function createPortServer(router: Router<any, any>, { context, onError }: PortServerOptions) {
  const handler = new RPCHandler<Context>(router, { clientInterceptors: [describeErrors(onError)] });
  return (port: ChannelPort): void => handler.upgrade(port as Parameters<typeof handler.upgrade>[0], { context });
}
