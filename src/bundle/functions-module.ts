import type { ExportedFunction } from './exported-function.ts';
import type { TargetInput } from './target.ts';

/** `nexo/functions.js`: what the bundle serves, for the runtime and for people to read. */
export function functionsModule({ name, functions }: TargetInput): string {
  const entries = functions.map((exported) => entryOf(exported)).join('');
  return `// What this bundle serves. It was exported by Nexo Studio: change the functions there and export again.\nexport const name = ${literal(name)};\n\nexport const functions = [\n${entries}];\n`;
}

function entryOf({
  function: { id, route, methods, limits, env, secrets, bindings },
  routed,
}: ExportedFunction): string {
  const { wallMs, requestBytes, responseBytes } = limits;
  const bound = Object.fromEntries(Object.entries(bindings).map(([name, { function: target }]) => [name, target]));
  const fields: [string, string][] = [
    ['id', literal(id)],
    ['route', routed ? literal(route) : 'null, // only called by other functions'],
    ['methods', literal(methods)],
    ['load', `() => import('../functions/${id}.js')`],
    ['limits', literal({ wallMs, requestBytes, responseBytes })],
    ['env', literal(env)],
    ['secrets', literal(secrets)],
    ['bindings', literal(bound)],
  ];
  const lines = fields.map(([name, value]) => `    ${name}: ${value}${value.includes(' // ') ? '' : ','}\n`);
  return `  {\n${lines.join('')}  },\n`;
}

/** JSON is JavaScript, but for two characters that older parsers end a line at. */
function literal(value: unknown): string {
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}
