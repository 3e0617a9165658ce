import { routeParameterPattern } from '../../kit/fill-route.ts';

/** A parameter or wildcard of a route pattern, in the order written. */
export interface RouteParameter {
  name: string;
  kind: 'parameter' | 'wildcard';
}

/** The parameters a person has to fill in to call a route. */
export function routeParameters(route: string): RouteParameter[] {
  return [...route.matchAll(routeParameterPattern)].map((match) =>
    match[1] === undefined ? { name: '*', kind: 'wildcard' } : { name: match[1], kind: 'parameter' },
  );
}

/** Example values for a first call: something visible that a handler can answer. */
export function exampleValues(route: string): Record<string, string> {
  return Object.fromEntries(routeParameters(route).map(({ name, kind }) => [name, kind === 'wildcard' ? 'path' : '1']));
}

export type PathProblem = 'no-slash' | 'space' | 'fragment' | 'percent';

/** Why a path with query cannot be sent as it stands, or null. */
export function pathProblem(path: string): PathProblem | null {
  if (!path.startsWith('/')) return 'no-slash';
  if (/[\s\p{Cc}]/u.test(path)) return 'space';
  if (path.includes('#')) return 'fragment';
  return /%(?![0-9A-Fa-f]{2})/.test(path) ? 'percent' : null;
}

/** Where the gateway serves a path; `gateway` is its address without a trailing slash. */
export function gatewayUrl(gateway: string, path: string): string {
  return `${gateway.replace(/\/$/, '')}/fn${path}`;
}
