import { secretNames, sharedVariables, type ExportedFunction } from './exported-function.ts';
import type { Target, TargetInput } from './target.ts';

/** What a person who gets the bundle has to know, with the exact commands. */
export function readme(target: Target, input: TargetInput): string {
  const { name, functions } = input;
  const sections = [
    `# ${name}\n\n${intro(target, functions)}`,
    `## What it serves\n\n${routes(functions)}`,
    ...target.readme(input).sections.map(([heading, text]) => `## ${heading}\n\n${text}`),
    ...environment(functions),
    `## What is in it\n\n${contents(target.modules ?? '')}`,
  ];
  return `${sections.join('\n\n')}\n`;
}

function intro({ label }: Target, functions: readonly ExportedFunction[]): string {
  const count = functions.length === 1 ? 'One function' : `${functions.length} functions`;
  return `${count} of Nexo Studio, exported for ${label}.`;
}

function routes(functions: readonly ExportedFunction[]): string {
  const rows = functions.map(({ function: { id, route, methods }, routed }) =>
    routed
      ? `| \`${route.replaceAll('|', '\\|')}\` | ${methods.join(', ')} | ${id} |`
      : `| none: other functions call it | | ${id} |`,
  );
  return ['| route | methods | function |', '| --- | --- | --- |', ...rows].join('\n');
}

function environment(functions: readonly ExportedFunction[]): string[] {
  const variables = [...sharedVariables(functions)];
  const secrets = secretNames(functions);
  const sections: string[] = [];
  if (variables.length > 0) {
    const rows = variables.map(
      ([name, value]) =>
        `- \`${name}\`: ${value === undefined ? 'each function has its own value' : `\`${value.replaceAll('\n', ' ')}\``}`,
    );
    sections.push(
      `## Variables\n\nFunctions have them as here; a variable of that name in the environment wins.\n\n${rows.join('\n')}`,
    );
  }
  if (secrets.length > 0) {
    const rows = secrets.map((name) => `- \`${name}\``);
    sections.push(`## Secrets\n\nTheir values are not in this bundle. Set them where it runs:\n\n${rows.join('\n')}`);
  }
  return sections;
}

function contents(folder: string): string {
  return [
    `- \`${folder}functions/\`: each function and what it imports as one ES module, with a source map`,
    `- \`${folder}nexo/functions.js\`: routes, limits, variables`,
    `- \`${folder}nexo/runtime.js\`: leads requests to functions and answers as Nexo's gateway does`,
  ].join('\n');
}
