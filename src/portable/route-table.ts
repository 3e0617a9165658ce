import { comparePatterns, parseRoute, type RouteToken } from './route-pattern.ts';

/** What a route table needs to know about a function. */
export interface Routed {
  readonly id: string;
  readonly route: string | null;
  readonly methods: readonly string[];
}

/** What a request leads to. */
export type RouteMatch<Target> =
  | { type: 'found'; target: Target; params: Record<string, string> }
  | { type: 'options'; allow: string[] }
  | { type: 'methodNotAllowed'; allow: string[] }
  | { type: 'notFound' };

export interface RouteTable<Target> {
  /** `path` is still %-encoded, without the query. */
  match(method: string, path: string): RouteMatch<Target>;
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

interface Entry<Target> {
  target: Target;
  tokens: RouteToken[];
}

/** Answers as the router of Nexo's gateway does, without being it: a bundle has no packages. A test compares the two. */
export function createRouteTable<Target extends Routed>(functions: readonly Target[]): RouteTable<Target> {
  const entries: Entry<Target>[] = functions
    .flatMap((target) => (target.route === null ? [] : parseRoute(target.route).map((tokens) => ({ target, tokens }))))
    .toSorted((a, b) => comparePatterns(a.tokens, b.tokens));
  const byMethod = new Map(
    methods.map((method) => [method, entries.filter(({ target }) => target.methods.includes(method))]),
  );

  const find = (method: string, path: string): RouteMatch<Target> | null => {
    const decoded = decodePath(path);
    if (decoded === null) return null;
    for (const { target, tokens } of byMethod.get(method) ?? []) {
      const params = matchTokens(tokens, decoded);
      if (params !== null) return { type: 'found', target, params };
    }
    return null;
  };
  const allowed = (path: string): string[] => {
    const declared = methods.filter((method) => find(method, path) !== null);
    if (declared.length === 0) return [];
    return [...new Set([...declared, ...(declared.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].toSorted();
  };
  return {
    match(method, path) {
      const found = find(method, path) ?? (method === 'HEAD' ? find('GET', path) : null);
      if (found !== null) return found;
      const allow = allowed(path);
      if (allow.length === 0) return { type: 'notFound' };
      return { type: method === 'OPTIONS' ? 'options' : 'methodNotAllowed', allow };
    },
  };
}

/** The parameters `path` gives to `route`; none when it does not match. */
export function matchParams(route: string, path: string): Record<string, string> {
  const match = createRouteTable([{ id: 'only', route, methods: ['GET'] }]).match('GET', path);
  return match.type === 'found' ? match.params : {};
}

function matchTokens(tokens: readonly RouteToken[], path: string): Record<string, string> | null {
  const params: Record<string, string> = {};
  let at = 0;
  for (const token of tokens) {
    if (token.kind === 'text') {
      if (!path.startsWith(token.text, at)) return null;
      at += token.text.length;
    } else if (token.kind === 'rest') {
      params['*'] = decodeReserved(path.slice(at));
      at = path.length;
    } else {
      const slash = path.indexOf('/', at);
      const end = slash < 0 ? path.length : slash;
      const values = valuesOf(token, decodeReserved(path.slice(at, end)));
      if (values === null) return null;
      for (const [index, name] of token.names.entries()) params[name] = values[index] ?? '';
      at = end;
    }
  }
  return at === path.length ? params : null;
}

function valuesOf({ pattern }: Extract<RouteToken, { kind: 'parameters' }>, text: string): string[] | null {
  if (pattern === null) return [text];
  return pattern.exec(text)?.slice(1) ?? null;
}

/** Everything but the characters that would change where the path's parts are; those, parameters decode by themselves. */
function decodePath(path: string): string | null {
  try {
    return decodeURI(path.replace(/%25/g, '%2525'));
  } catch {
    return null;
  }
}

function decodeReserved(text: string): string {
  return text.replace(/%(?:2[3-6bcf]|3[abdf]|40)/gi, decodeURIComponent);
}
