import { secretNameSchema, variablesSchema } from '../contract/function.ts';
import type { ImportNote } from '../contract/import.ts';
import { maxSecretFileBytes, secretFileName, secretNamesIn } from '../kit/secret-file.ts';
import type { Config } from './read-config.ts';
import { refused } from './refused.ts';
import type { SourceFiles } from './source-files.ts';

/** The variables at a place in a settings file: texts as they are, other values as JSON. What cannot be one is noted. */
export function variablesIn(config: Config, path: readonly string[], notes: ImportNote[]): Record<string, string> {
  let found: unknown = config.value;
  for (const key of path)
    found = typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined;
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return {};
  const entries = Object.entries(found).flatMap(([name, value]): [string, string][] => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (variablesSchema.safeParse({ [name]: text }).success && !isReference(value)) return [[name, text]];
    const place = { file: config.file, line: config.lineOf([...path, name]) };
    notes.push({ severity: 'lost', message: `the variable ${name}: its value is not written out here`, ...place });
    return [];
  });
  return Object.fromEntries(entries);
}

/** What CloudFormation or Serverless would fill in. */
function isReference(value: unknown): boolean {
  if (typeof value === 'string') return /\$\{[^}]+\}/.test(value);
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'))
  );
}

const known = new WeakMap<SourceFiles, readonly string[]>();

/** The names that a project's files for local secrets have. Their values are not looked at. */
export function secretNames(source: SourceFiles, besides: Readonly<Record<string, string>>): string[] {
  // Asked for each function of a project.
  const names = known.get(source) ?? namesIn(source);
  known.set(source, names);
  return names.filter((name) => !Object.hasOwn(besides, name)).slice(0, 100);
}

function namesIn(source: SourceFiles): string[] {
  const names = new Set<string>();
  let bytes = 0;
  for (const { path, bytes: content } of source.files) {
    if (!secretFileName.test(path.split('/').at(-1) ?? '')) continue;
    bytes += content.byteLength;
    if (bytes > maxSecretFileBytes) {
      throw refused(path, `files for secrets may have ${maxSecretFileBytes / 1_000} KB together; this is more`);
    }
    for (const name of secretNamesIn(source.text(path) ?? '')) names.add(name);
  }
  return [...names].toSorted().filter((name) => secretNameSchema.safeParse(name).success);
}
