import type { Environment } from '../../contract/environment.ts';
import { jsonFile, textFile, type BundleFile } from '../bundle-file.ts';
import { secretNames } from '../exported-function.ts';
import type { TargetInput } from '../target.ts';
import { manifestFile, type Manifest } from './manifest.ts';

/** A workspace's functions as a bundle for Nexo itself: sources, tests and a manifest. */
export function nexoBundle(
  { name, functions }: TargetInput,
  sources: readonly BundleFile[],
  environment: Environment | undefined,
): BundleFile[] {
  const manifest: Manifest = {
    format: 'nexo-bundle',
    version: 1,
    name,
    functions: functions.map(({ function: { id } }) => id),
    secrets: secretNames(functions),
  };
  const files = [
    jsonFile(manifestFile, manifest),
    textFile('README.md', readme(manifest)),
    ...settings(environment),
    ...sources,
  ];
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** The environment that functions run in, as the workspace's settings keep it; names of secrets, no values. */
function settings(environment: Environment | undefined): BundleFile[] {
  if (environment === undefined || Object.keys(environment.variables).length === 0) return [];
  const { name, variables, secrets } = environment;
  return [jsonFile('nexo.json', { version: 1, environments: { [name]: { variables, secrets } } })];
}

function readme({ name, functions, secrets }: Manifest): string {
  const set = secrets.length === 0 ? '' : ` --secrets secrets.env`;
  const needs =
    secrets.length === 0
      ? ''
      : `\nIt needs the values of these secrets, as \`NAME=value\` lines of that file: ${secrets.map((secret) => `\`${secret}\``).join(', ')}.\n`;
  return `# ${name}

${functions.length === 1 ? 'One function' : `${functions.length} functions`} of Nexo Studio, with sources and tests.

\`\`\`
nexo serve ${name}.nexo.zip --addr 127.0.0.1:3000${set}
\`\`\`
${needs}
Each runs in an isolate of its own with its limits. The folder is a workspace as well: \`nexo serve --workspace .\` serves
it, and Nexo Studio opens it.
`;
}
