export interface FunctionEnv {
  variables: Readonly<Record<string, string>>;
  /** Names alone; the values are this machine's. */
  secrets: readonly string[];
  /** Names that lead to other functions. */
  bindings: Readonly<Record<string, unknown>>;
}

/**
 * The declaration file that gives `env` this function's own variables, secrets and bindings.
 * The runtime types build `Env` from the declarations.
 */
export function envDeclaration({ variables, secrets, bindings }: FunctionEnv): string {
  const variableNames = identifiersOf([...new Set([...Object.keys(variables), ...secrets])]);
  const bindingNames = identifiersOf(Object.keys(bindings));
  // `env.get` is the method; a variable of that name is reached by `env.get('get')`. A binding hides a variable.
  const members = variableNames.filter((name) => name !== 'get' && !bindingNames.includes(name));
  return [
    'interface EnvVariables {',
    ...members.map((name) => `  readonly ${name}: string;`),
    '}',
    'interface EnvBindings {',
    ...bindingNames.map((name) => `  readonly ${name}: FunctionBinding;`),
    '}',
    `type EnvVariableName = ${variableNames.map((name) => `'${name}'`).join(' | ') || 'never'};`,
    '',
  ].join('\n');
}

function identifiersOf(names: readonly string[]): string[] {
  return names.filter((name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)).toSorted();
}
