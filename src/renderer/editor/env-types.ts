export interface FunctionEnv {
  variables: Readonly<Record<string, string>>;
  /** Names that lead to other functions. */
  bindings: Readonly<Record<string, unknown>>;
}

/**
 * The declaration file that gives `env` this function's own variables and bindings.
 * The runtime types build `Env` from the declarations.
 */
export function envDeclaration({ variables, bindings }: FunctionEnv): string {
  const variableNames = identifiersOf(variables);
  const bindingNames = identifiersOf(bindings);
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

function identifiersOf(record: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(record)
    .filter((name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    .toSorted();
}
