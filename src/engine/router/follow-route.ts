import { fillRoute, routeParameterPattern } from '../../kit/fill-route.ts';

/**
 * A path that leads to `from`, as it has to read to lead to `to`; undefined where it does not lead there, or where the
 * new route needs what the old one does not tell. `path` may have a query, and the routes have no `/fn`.
 */
export function followRoute(path: string, from: string, to: string): string | undefined {
  const [pathname = '', query] = path.split(/(?=\?)/, 2);
  const found = patternOf(from).exec(pathname);
  if (found === null) return undefined;
  const names = namesIn(from);
  const values = Object.fromEntries(names.map((name, index) => [name, decoded(found[index + 1] ?? '')]));
  if (namesIn(to).some((name) => values[name] === undefined)) return undefined;
  return fillRoute(to, values) + (query ?? '');
}

const namesIn = (route: string): string[] => [...route.matchAll(routeParameterPattern)].map(([, name = '*']) => name);

function patternOf(route: string): RegExp {
  const literals = route.split(new RegExp(routeParameterPattern.source.replace('([A', '(?:[A')));
  const parts = namesIn(route).map((name) => (name === '*' ? '(.*)' : '([^/]+)'));
  return new RegExp(`^${literals.map((text, index) => RegExp.escape(text) + (parts[index] ?? '')).join('')}$`);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
