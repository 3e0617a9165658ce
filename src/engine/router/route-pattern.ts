import { NexoError } from '../../contract/errors.ts';

/**
 * Route patterns, as find-my-way reads them: literal text, `:name` for a part of a path, `:name?` for an optional
 * last part, `*` for the rest of the path. Literal text is matched against the decoded path.
 *
 * Regular expressions are refused: they would run in the engine itself, on whatever path a client sends.
 */

/** What find-my-way would accept but nobody means, and what to write instead. */
const refusals: { found: RegExp; text: string }[] = [
  { found: /\p{Cc}/u, text: 'a route has no control characters' },
  { found: /\\/, text: 'a route is divided by "/", not "\\"' },
  { found: /\/\//, text: 'a route has no empty part ("//")' },
  { found: /(?<=\/)\.{1,2}(?=\/|$)/, text: 'a route has no "." or ".." part' },
  { found: /%/, text: 'write the character itself instead of its %-encoded form' },
  { found: /#/, text: 'a route has no "#"; clients never send it' },
  { found: /[()]/, text: 'a route has no regular expressions; check the parameter in the function' },
  { found: /::/, text: '":" starts a parameter and cannot stand twice' },
  { found: /:(?![A-Za-z])/, text: 'a parameter needs a name that starts with a letter, such as ":id"' },
  { found: /\*(?!$)/, text: '"*" stands for the rest of the path, so it must be the last character' },
  { found: /:\w+\*/, text: 'a parameter and "*" need a "/" between them' },
  { found: /:\w+(?=:)/, text: 'two parameters need text between them' },
  { found: /\?(?!$)/, text: '"?" makes the last parameter optional and must be the last character' },
  { found: /(?<!\/:\w*)\?$/, text: '"?" makes a whole last part optional, as in "/:id?"; a route has no query' },
];

/** Throws NexoError INVALID_ROUTE (field `route`, column) when `pattern` cannot be served. */
export function checkRoutePattern(pattern: string): void {
  if (!pattern.startsWith('/')) refuse('a route starts with "/"', 0);
  for (const { found, text } of refusals) {
    const at = pattern.search(found);
    if (at >= 0) refuse(text, at);
  }
  refuseRepeatedParameter(pattern);
}

function refuseRepeatedParameter(pattern: string): void {
  const seen = new Set<string>();
  for (const match of pattern.matchAll(/:(\w+)/g)) {
    const name = match[1] ?? '';
    if (seen.has(name)) refuse(`the parameter ":${name}" is there twice`, match.index);
    seen.add(name);
  }
}

function refuse(text: string, index: number): never {
  throw new NexoError('INVALID_ROUTE', text, { field: 'route', line: 1, column: index + 1 });
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
