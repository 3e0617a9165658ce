import { NexoError } from '../../contract/errors.ts';
import { type RouteFault, routeFault } from '../../kit/route-fault.ts';

/**
 * Route patterns, as find-my-way reads them: literal text, `:name` for a part of a path, `:name?` for an optional
 * last part, `*` for the rest of the path. Literal text is matched against the decoded path.
 *
 * Regular expressions are refused: they would run in the engine itself, on whatever path a client sends.
 */

const texts: Record<RouteFault, string> = {
  Slash: 'a route starts with "/"',
  Control: 'a route has no control characters',
  Backslash: 'a route is divided by "/", not "\\"',
  EmptyPart: 'a route has no empty part ("//")',
  Dots: 'a route has no "." or ".." part',
  Encoded: 'write the character itself instead of its %-encoded form',
  Hash: 'a route has no "#"; clients never send it',
  Pattern: 'a route has no regular expressions; check the parameter in the function',
  Colons: '":" starts a parameter and cannot stand twice',
  Nameless: 'a parameter needs a name that starts with a letter, such as ":id"',
  Star: '"*" stands for the rest of the path, so it must be the last character',
  StarBeside: 'a parameter and "*" need a "/" between them',
  Beside: 'two parameters need text between them',
  Optional: '"?" makes the last parameter optional and must be the last character',
  OptionalPart: '"?" makes a whole last part optional, as in "/:id?"; a route has no query',
  Twice: 'is there twice',
};

/** Throws NexoError INVALID_ROUTE (field `route`, column) when `pattern` cannot be served. */
export function checkRoutePattern(pattern: string): void {
  const found = routeFault(pattern);
  if (found === null) return;
  const { fault, at } = found;
  const [parameter = ''] = /^:\w+/.exec(pattern.slice(at)) ?? [];
  const text = fault === 'Twice' ? `the parameter "${parameter}" ${texts.Twice}` : texts[fault];
  throw new NexoError('INVALID_ROUTE', text, { field: 'route', line: 1, column: at + 1 });
}

/**
 * The shapes of path a pattern answers, without the names of its parameters: two patterns with a shape in common
 * answer the same paths. An optional parameter gives two shapes.
 */
export function routeShapes(pattern: string): string[] {
  const shape = pattern.replace(/:\w+/g, ':');
  if (!shape.endsWith('?')) return [shape];
  const required = shape.slice(0, -1);
  return [required, required.slice(0, -2) || '/'];
}
