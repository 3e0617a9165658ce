/**
 * The declaration file that gives `env` this function's own variables.
 * The runtime types build `Env` from the two declarations.
 */
export function envDeclaration(variables: Readonly<Record<string, string>>): string {
  const names = Object.keys(variables)
    .filter((name) => identifier.test(name))
    .toSorted();
  // `env.get` is the method; a variable of that name is reached by `env.get('get')`.
  const members = names.filter((name) => name !== 'get').map((name) => `  readonly ${name}: string;`);
  const union = names.map((name) => `'${name}'`).join(' | ');
  return [
    'interface EnvVariables {',
    ...members,
    '}',
    `type EnvVariableName = ${union === '' ? 'never' : union};`,
    '',
  ].join('\n');
}

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;
