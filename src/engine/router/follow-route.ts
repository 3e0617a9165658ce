import { fillRoute, routeParameterPattern } from '../../kit/fill-route.ts';
import { createRouteTable } from './route-table.ts';

/**
 * A path that leads to `from`, as it has to read to lead to `to`; undefined where it does not lead there, or where the
 * new route needs what the old one does not tell. `path` may have a query, and the routes have no `/fn`.
 */
export function followRoute(path: string, from: string, to: string): string | undefined {
  const [pathname = '', query = ''] = path.split(/(?=\?)/, 2);
  const match = createRouteTable([{ id: 'only', route: from, methods: ['GET'] }]).match('GET', pathname);
  if (match.type !== 'found') return undefined;
  const needed = [...to.matchAll(routeParameterPattern)].map(([, name = '*']) => name);
  if (needed.some((name) => match.params[name] === undefined)) return undefined;
  return fillRoute(to, match.params) + query;
}
