import { describeThrown } from '../guest/failure.ts';
import type { PlatformContext } from './function-call.ts';

/** What a function gets beside its request: work that may outlast the response, and the route's parameters. */
export interface FunctionContext {
  readonly params: Record<string, string>;
  waitUntil(promise: unknown): void;
  passThroughOnException(): void;
}

export function createContext(params: Record<string, string>, { waitUntil }: PlatformContext): FunctionContext {
  const settle = async (promise: unknown): Promise<void> => {
    try {
      await promise;
    } catch (error) {
      const { name, message, stack } = describeThrown(error);
      console.error(`waitUntil: ${stack ?? (name ? `${name}: ${message}` : message)}`);
    }
  };
  return { params, waitUntil: (promise) => waitUntil(settle(promise)), passThroughOnException: () => undefined };
}
