/** The name of a file in which a project keeps the values of its secrets: `.dev.vars`, `.env.local`. */
export const secretFileName = /^\.(?:dev\.vars|env)(?:\.[a-z.]+)?$/;

/** No project has more of them than this, all files together. */
export const maxSecretFileBytes = 500_000;

/** The text of such a file without the values, those of several lines too. */
export function withoutValues(text: string): string {
  return text.replace(
    /^([ \t]*(?:export[ \t]+)?[A-Za-z_]\w*[ \t]*=)(?:[ \t]*(?:"(?:[^"\\]|\\[^])*"|'[^']*'|`[^`]*`))?.*$/gm,
    '$1',
  );
}

/** The names that have a value there, in order. */
export function secretNamesIn(text: string): string[] {
  return [...withoutValues(text).matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=$/gm)].map(
    ([, name = '']) => name,
  );
}
