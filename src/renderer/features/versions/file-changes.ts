import type { VersionContent } from '../../../contract/version.ts';

export interface FileChange {
  /** The path in the workspace; settings are shown as what they come from. */
  path: string;
  before: string;
  after: string;
}

/** Every file and the settings of either side, those that differ first. */
export function changesBetween(before: VersionContent | null, after: VersionContent): FileChange[] {
  const old = textsOf(before);
  const now = textsOf(after);
  const paths = [...new Set([...now.keys(), ...old.keys()])];
  const changes = paths.map((path) => ({ path, before: old.get(path) ?? '', after: now.get(path) ?? '' }));
  return changes.toSorted((a, b) => Number(isChanged(b)) - Number(isChanged(a)));
}

export function isChanged({ before, after }: FileChange): boolean {
  return before !== after;
}

/** What the diff colours it as. */
export function languageOf(path: string): string {
  const ending = /\.(?<ending>[a-z]+)$/.exec(path)?.groups?.['ending'] ?? '';
  if (['ts', 'tsx', 'mts'].includes(ending)) return 'typescript';
  return ending === 'json' ? 'json' : ['js', 'jsx', 'mjs', 'cjs'].includes(ending) ? 'javascript' : 'plaintext';
}

function textsOf(content: VersionContent | null): Map<string, string> {
  if (content === null) return new Map();
  const { settings, files } = content;
  const { name: _, file, ...told } = settings;
  const folder = file.slice(0, file.lastIndexOf('/'));
  const texts = files.map(({ path, text }) => [path, text] as const);
  return new Map([...texts, [`${folder}/function.json`, `${JSON.stringify(told, null, 2)}\n`]]);
}
