import type { Env } from './env.ts';
import { guestFailure, InvocationFailure } from './failure.ts';
import { apply } from './web/primordials.ts';

type Callable = (...args: unknown[]) => unknown;

/** How a function wants to be called. */
export type EntryPoint =
  /** `handler(request, { env, … })`, with a request object of our own. */
  | { form: 'handler'; call: (request: unknown, context: unknown) => unknown }
  /** `fetch(request, env, ctx)`, with a Web `Request`. */
  | { form: 'fetch'; call: (request: unknown, env: Env, context: unknown) => unknown }
  | { form: 'none'; failure: InvocationFailure };

const expected =
  'Write `function handler(request) { … }`, `function main(request) { … }` or `export default { fetch(request) { … } }`.';

/** Finds what to call in a module's exports; where there is nothing, the failure to answer with. */
export function findEntryPoint(exports: unknown): EntryPoint {
  const { default: fallback, __nexo: found } = exports as { default?: unknown; __nexo?: unknown };
  const fetch = property(fallback, 'fetch');
  if (isCallable(fetch)) {
    return { form: 'fetch', call: (request, env, context) => apply(fetch, fallback, [request, env, context]) };
  }
  const candidates = [fallback, property(found, 'handler'), property(found, 'main')];
  for (let index = 0; index < candidates.length; index++) {
    const candidate = candidates[index];
    if (isCallable(candidate)) {
      return { form: 'handler', call: (request, context) => apply(candidate, undefined, [request, context]) };
    }
  }
  return {
    form: 'none',
    failure: new InvocationFailure(guestFailure('NO_HANDLER', `${complaint(fallback)} ${expected}`)),
  };
}

function complaint(fallback: unknown): string {
  if (fallback === undefined || fallback === null) return 'The function has no handler.';
  if (typeof fallback !== 'object') return `The function's default export is a ${typeof fallback}, not a handler.`;
  return "The function's default export is an object without a `fetch` method.";
}

function property(value: unknown, key: string): unknown {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function isCallable(value: unknown): value is Callable {
  return typeof value === 'function';
}
