/**
 * The declaration file that gives `env` this function's own variables.
 * `Env` is an interface of the runtime types; declaring it again adds the members.
 */
export function envDeclaration(variables: Readonly<Record<string, string>>): string {
  const names = Object.keys(variables)
    .filter((name) => identifier.test(name))
    .sort();
  const members = names.map((name) => `  readonly ${name}: string;`);
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
