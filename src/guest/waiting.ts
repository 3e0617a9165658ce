import type { Host } from './door.ts';
import { describeThrown } from './failure.ts';
import type { GuestInvocation } from './invocation.ts';

/** What a handler gets beside its request: work that may outlast the response, and the route's parameters. */
export interface HandlerContext {
  readonly params: Record<string, string>;
  waitUntil(promise: unknown): void;
  /** There is no origin to fall back to, so this does nothing; it is here because frameworks call it. */
  passThroughOnException(): void;
}

/** `idle` is told whenever one of the awaited promises has settled. */
export function createContext(
  host: Host,
  invocation: GuestInvocation,
  params: Record<string, string>,
  idle: () => void,
): HandlerContext {
  const settle = async (promise: unknown): Promise<void> => {
    try {
      await promise;
    } catch (error) {
      const { name, message, stack } = describeThrown(error);
      host.log(invocation.id, 'error', `waitUntil: ${stack ?? (name ? `${name}: ${message}` : message)}`);
    }
    invocation.waiting--;
    idle();
  };
  return {
    params,
    waitUntil: (promise) => {
      invocation.waiting++;
      void settle(promise);
    },
    passThroughOnException: () => undefined,
  };
}
