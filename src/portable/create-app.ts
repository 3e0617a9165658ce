import { methodNotAllowed, NexoError, routeNotFound } from '../contract/errors.ts';
import { targetProblem } from '../kit/target-problem.ts';
import { answerError } from './answer-error.ts';
import type { BundledFunction } from './bundled-function.ts';
import { createCaller } from './create-caller.ts';
import type { PlatformContext, ReadVariable } from './function-call.ts';
import { createRouteTable } from './route-table.ts';

/** The functions of a bundle as one Web handler. */
export interface App {
  /** Never rejects: what goes wrong is an answer. `readVariable` is asked for declared names alone. */
  fetch(request: Request, readVariable: ReadVariable, context: PlatformContext): Promise<Response>;
}

/** Answers as Nexo's gateway does, at the functions' own routes. */
export function createApp(functions: readonly BundledFunction[]): App {
  const routes = createRouteTable(functions);
  const call = createCaller(functions);

  async function answer(request: Request, readVariable: ReadVariable, context: PlatformContext): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const problem = targetProblem(pathname, search);
    if (problem !== undefined) throw new NexoError('MALFORMED_REQUEST', problem);
    const match = routes.match(request.method, pathname);
    switch (match.type) {
      case 'found':
        return call({ target: match.target, request, params: match.params, readVariable, context, depth: 0 });
      case 'options':
        return new Response(null, { status: 204, headers: { allow: match.allow.join(', ') } });
      case 'methodNotAllowed':
        throw methodNotAllowed(request.method, pathname, match.allow);
      case 'notFound':
        throw routeNotFound(pathname);
    }
  }

  return {
    async fetch(request, readVariable, context) {
      try {
        return await answer(request, readVariable, context);
      } catch (error) {
        return answerError(error);
      }
    },
  };
}
