export interface FunctionEnv {
  variables: Readonly<Record<string, string>>;
  /** Names alone; the values are this machine's. */
  secrets: readonly string[];
  /** Names that lead to other functions. */
  bindings: Readonly<Record<string, unknown>>;
}

/**
 * The declaration file that gives `env` of each function its own variables, secrets and bindings. The runtime types
 * build `Env` from it; functions that are not among `envs` get one that allows every name.
 */
export function envDeclaration(shown: FunctionEnv, envs: ReadonlyMap<string, FunctionEnv>): string {
  return [
    'interface FunctionEnvs {',
    '  readonly [id: string]: FunctionEnv;',
    `  readonly shown: ${typeOf(shown)};`,
    // `shown` may be the id of a function as well.
    ...[...envs].map(([id, env]) => `  readonly '${keyOf(id)}': ${typeOf(env)};`).toSorted(),
    '}',
    '',
  ].join('\n');
}

/** Under which name the declarations have a function. */
export const keyOf = (id: string): string => `functions/${id}`;

function typeOf({ variables, secrets, bindings }: FunctionEnv): string {
  const variableNames = identifiersOf([...new Set([...Object.keys(variables), ...secrets])]);
  const bindingNames = identifiersOf(Object.keys(bindings));
  // `env.get` is the method; a variable of that name is reached by `env.get('get')`. A binding hides a variable.
  const members = variableNames.filter((name) => name !== 'get' && !bindingNames.includes(name));
  const names = variableNames.map((name) => `'${name}'`).join(' | ') || 'never';
  return `{ variables: ${objectOf(members, 'string')}; bindings: ${objectOf(bindingNames, 'FunctionBinding')}; names: ${names} }`;
}

function objectOf(names: readonly string[], type: string): string {
  return `{ ${names.map((name) => `readonly ${name}: ${type}; `).join('')}}`;
}

function identifiersOf(names: readonly string[]): string[] {
  return names.filter((name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)).toSorted();
}
