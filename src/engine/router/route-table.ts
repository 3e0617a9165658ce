import createFindMyWay, { type HTTPMethod } from 'find-my-way';

import { NexoError } from '../../contract/errors.ts';
import { methodSchema, type Damage, type Method } from '../../contract/function.ts';
import { checkRoutePattern, routeShapes } from './route-pattern.ts';

/** What a route table needs to know about a function. */
export interface Routed {
  readonly id: string;
  readonly route: string;
  readonly methods: readonly Method[];
}

/** What a request leads to. */
export type RouteMatch<Target> =
  | { type: 'found'; target: Target; params: Record<string, string> }
  /** Nobody declared OPTIONS for this path, so the gateway answers it. */
  | { type: 'options'; allow: string[] }
  | { type: 'methodNotAllowed'; allow: string[] }
  | { type: 'notFound' };

/** Routes of a set of functions. It can only grow; after anything else, a new set gets a new table. */
export interface RouteTable<Target extends Routed> {
  /** `path` is as the client sent it, still %-encoded, without the query. */
  match(method: string, path: string): RouteMatch<Target>;
  /** The function other than `candidate.id` that already answers one of its methods on its route. */
  conflict(candidate: Routed): { method: Method; owner: Target } | undefined;
  /** Adds a function's routes. False, and nothing is added, when they are not free: then the order of all decides. */
  extend(target: Target): boolean;
  /** Functions that could not be routed, and why: their folders were edited by hand. */
  readonly problems: ReadonlyMap<string, Damage>;
}

/** Longest parameter; beyond the gateway's header limit, so every path that arrives can match. */
const maxParamLength = 32_768;

/** Builds a table. Of two functions that want the same route and method, the first of `functions` gets it. */
export function createRouteTable<Target extends Routed>(functions: readonly Target[]): RouteTable<Target> {
  const finder = createFindMyWay({ maxParamLength });
  const owners = new Map<string, Target>();
  const problems = new Map<string, Damage>();

  const conflict = (candidate: Routed): { method: Method; owner: Target } | undefined => {
    for (const method of candidate.methods) {
      for (const shape of routeShapes(candidate.route)) {
        const owner = owners.get(`${method} ${shape}`);
        if (owner !== undefined && owner.id !== candidate.id) return { method, owner };
      }
    }
    return undefined;
  };
  const add = (target: Target): void => {
    checkRoutePattern(target.route);
    const taken = conflict(target);
    if (taken !== undefined) throw routeConflict(target.route, taken.method, taken.owner.id);
    for (const method of target.methods) {
      for (const shape of routeShapes(target.route)) owners.set(`${method} ${shape}`, target);
    }
    finder.on([...target.methods], target.route, noHandler, target);
  };
  for (const target of functions) {
    try {
      add(target);
    } catch (error) {
      problems.set(target.id, routeDamage(target, error));
    }
  }

  const find = (method: string, path: string) => finder.find(method as HTTPMethod, path);
  const allowed = (path: string): string[] => {
    const declared = methodSchema.options.filter((method) => find(method, path) !== null);
    if (declared.length === 0) return [];
    return [...new Set([...declared, ...(declared.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].toSorted();
  };
  return {
    match(method, path) {
      const result = find(method, path) ?? (method === 'HEAD' ? find('GET', path) : null);
      if (result !== null) return { type: 'found', target: result.store as Target, params: plainParams(result.params) };
      const allow = allowed(path);
      if (allow.length === 0) return { type: 'notFound' };
      return { type: method === 'OPTIONS' ? 'options' : 'methodNotAllowed', allow };
    },
    conflict,
    extend(target) {
      try {
        add(target);
        return true;
      } catch {
        return false;
      }
    },
    problems,
  };
}

/** The 409 that names who has the route. */
export function routeConflict(route: string, method: Method, owner: string): NexoError {
  return new NexoError('ROUTE_CONFLICT', `${method} ${route} is already answered by the function "${owner}"`, {
    field: 'route',
  });
}

/** The parameters `path` gives to `pattern`; none when it does not match. */
export function matchParams(pattern: string, path: string): Record<string, string> {
  const table = createRouteTable([{ id: 'only', route: pattern, methods: ['GET'] }]);
  const match = table.match('GET', path);
  return match.type === 'found' ? match.params : {};
}

/** find-my-way wants a handler with every route; here the route's target says everything. */
function noHandler(): void {}

function plainParams(params: Record<string, string | undefined>): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const name in params) plain[name] = params[name] ?? '';
  return plain;
}

function routeDamage(target: Routed, error: unknown): Damage {
  const reason = error instanceof Error ? error.message : String(error);
  return { file: `functions/${target.id}/function.json`, reason };
}
