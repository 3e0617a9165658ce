import type { Method } from '../../contract/function.ts';
import type { ImportNote } from '../../contract/import.ts';
import type { Limits } from '../../contract/limits.ts';
import { lambdaAdapter } from '../adapters/lambda-adapter.ts';
import { allMethods, methodsOf } from '../all-methods.ts';
import { asList, asNumber, asRecord, asText } from '../as-type.ts';
import { readProgram } from '../code/read-program.ts';
import { idOf } from '../free-names.ts';
import type { ImportDraft } from '../import-draft.ts';
import { mainOf } from '../main-of.ts';
import { projectDraft, type ProjectFunction } from '../project.ts';
import { readConfig, type Config } from '../read-config.ts';
import { refused } from '../refused.ts';
import type { SourceFiles } from '../source-files.ts';
import { secretNames, variablesIn } from '../variables.ts';

export const lambdaFiles = ['template.yaml', 'template.yml', 'serverless.yml', 'serverless.yaml'];

/** One handler with where it is called from. */
interface Described {
  name: string;
  /** `src/items.handler` of a module and its export. */
  handler: string;
  folder: string;
  env: Record<string, string>;
  limits: Partial<Limits>;
  events: { route: string; methods: readonly Method[]; version: '1.0' | '2.0' }[];
}

/** Handlers for AWS Lambda, with the template of SAM or Serverless that says where they answer, where there is one. */
export async function readLambda(source: SourceFiles): Promise<ImportDraft> {
  const notes: ImportNote[] = [];
  const file = lambdaFiles.find((name) => source.has(name));
  const config = file === undefined ? undefined : readConfig(file, source.text(file) ?? '');
  const described = config === undefined ? [await alone(source)] : describe(config, notes);
  if (described.length === 0)
    throw refused(file ?? source.label, 'it describes no function of JavaScript or TypeScript');
  const functions: ProjectFunction[] = [];
  for (const one of described) functions.push(...(await functionsOf(one, source, notes)));
  return projectDraft('lambda', source, functions, notes);
}

async function functionsOf(one: Described, source: SourceFiles, notes: ImportNote[]): Promise<ProjectFunction[]> {
  const { module, handler } = splitHandler(one.handler);
  const path = [one.folder, module].filter((part) => part !== '' && part !== '.').join('/');
  const main = mainOf(
    source,
    undefined,
    ['ts', 'mts', 'js', 'mjs', 'cjs', 'tsx'].map((ending) => `${path}.${ending}`),
  );
  const program = await readProgram(main, source.text(main) ?? '');
  for (const { line } of program?.uses(new Set(['awslambda.streamifyResponse'])) ?? []) {
    notes.push({
      severity: 'lost',
      message: 'awslambda.streamifyResponse: answer with a Response instead',
      file: main,
      line,
    });
  }
  const routes =
    one.events.length > 0 ? merged(one.events) : [{ route: '/*', methods: allMethods, version: '2.0' as const }];
  return routes.map(({ route, methods, version }) => ({
    key: idOf(one.name),
    name: one.name.slice(0, 100),
    route,
    methods,
    limits: one.limits,
    env: one.env,
    secrets: secretNames(source, one.env),
    bindings: {},
    main,
    adapter: (from, traits) => lambdaAdapter(from, traits, { handler, version, route }),
  }));
}

/** Events of one path are one function, whatever their methods. */
function merged(events: Described['events']): Described['events'] {
  const byRoute = new Map<string, Described['events'][number]>();
  for (const event of events) {
    const known = byRoute.get(event.route);
    const methods = allMethods.filter((method) => event.methods.includes(method) || known?.methods.includes(method));
    byRoute.set(event.route, { ...event, methods });
  }
  return [...byRoute.values()];
}

function splitHandler(text: string): { module: string; handler: string } {
  const [, module = '', handler = ''] = /^(?:\.\/)?(.+)\.([A-Za-z_$][\w$]*)$/.exec(text) ?? [];
  if (module === '') throw refused(text, 'a handler is written as "folder/module.export"');
  return { module, handler };
}

/** A handler without a template answers everything, as behind a Function URL. */
async function alone(source: SourceFiles): Promise<Described> {
  const main = mainOf(source, undefined, [
    'index.mjs',
    'index.js',
    'index.ts',
    'handler.js',
    'handler.ts',
    'src/index.ts',
    'src/handler.ts',
    'lambda.js',
  ]);
  const program = await readProgram(main, source.text(main) ?? '');
  const handler = ['handler', 'lambdaHandler', 'main'].find((name) => program?.exports.has(name)) ?? 'handler';
  const name = source.files.length === 1 ? source.name : source.name || 'lambda';
  return { name, handler: `${main.replace(/\.\w+$/, '')}.${handler}`, folder: '', env: {}, limits: {}, events: [] };
}

function describe(config: Config, notes: ImportNote[]): Described[] {
  return config.value['Resources'] === undefined ? describeServerless(config, notes) : describeSam(config, notes);
}

function describeSam(config: Config, notes: ImportNote[]): Described[] {
  const globals = asRecord(asRecord(config.value['Globals'])['Function']);
  const shared = variablesIn(config, ['Globals', 'Function', 'Environment', 'Variables'], notes);
  return Object.entries(asRecord(config.value['Resources'])).flatMap(([name, value]): Described[] => {
    const { Type: type, Properties: given } = asRecord(value);
    const at = (path: string[]) => ({ file: config.file, line: config.lineOf(['Resources', name, ...path]) });
    if (type !== 'AWS::Serverless::Function' && type !== 'AWS::Lambda::Function') {
      notes.push({ severity: 'lost', message: `${name} (${String(type)}): functions alone are imported`, ...at([]) });
      return [];
    }
    const properties: Readonly<Record<string, unknown>> = { ...globals, ...asRecord(given) };
    const runtime = asText(properties['Runtime']) ?? 'nodejs';
    const handler = asText(properties['Handler']);
    if (!runtime.startsWith('nodejs') || handler === undefined) {
      notes.push({ severity: 'lost', message: `${name}: it is written for ${runtime}`, ...at(['Properties']) });
      return [];
    }
    const events = Object.entries(asRecord(properties['Events'])).flatMap(([event, described]): Described['events'] => {
      const { Type: kind, Properties: detail } = asRecord(described);
      const { Path: path, Method: method } = asRecord(detail);
      if (kind === 'HttpApi' || kind === 'Api') {
        return [
          {
            route: routeOf(asText(path) ?? '/{proxy+}'),
            methods: methodsOf([method ?? 'ANY']),
            version: kind === 'Api' ? '1.0' : '2.0',
          },
        ];
      }
      const message = `${name}: the event ${event} (${String(kind)}): functions run when they are called`;
      notes.push({ severity: 'lost', message, ...at(['Properties', 'Events', event]) });
      return [];
    });
    const env = {
      ...shared,
      ...variablesIn(config, ['Resources', name, 'Properties', 'Environment', 'Variables'], notes),
    };
    const folder = (asText(properties['CodeUri']) ?? '').replace(/^\.\/|\/$/g, '');
    return [{ name, handler, folder, env, limits: limitsOf(properties['Timeout'], properties['MemorySize']), events }];
  });
}

function describeServerless(config: Config, notes: ImportNote[]): Described[] {
  const provider = asRecord(config.value['provider']);
  const shared = variablesIn(config, ['provider', 'environment'], notes);
  for (const key of ['plugins', 'resources', 'layers', 'custom']) {
    if (config.value[key] === undefined) continue;
    notes.push({
      severity: 'lost',
      message: `${key}: functions alone are imported`,
      file: config.file,
      line: config.lineOf([key]),
    });
  }
  return Object.entries(asRecord(config.value['functions'])).flatMap(([name, value]): Described[] => {
    const given = asRecord(value);
    const handler = asText(given['handler']);
    const runtime = asText(given['runtime']) ?? asText(provider['runtime']) ?? 'nodejs';
    if (handler === undefined || !runtime.startsWith('nodejs')) {
      notes.push({
        severity: 'lost',
        message: `${name}: it is written for ${runtime}`,
        file: config.file,
        line: config.lineOf(['functions', name]),
      });
      return [];
    }
    const events = asList(given['events']).flatMap((event, index): Described['events'] => {
      const [kind = '', detail] = Object.entries(asRecord(event))[0] ?? [];
      if (kind === 'http' || kind === 'httpApi') return [eventOf(kind, detail)];
      const message = `${name}: the event ${kind}: functions run when they are called`;
      notes.push({
        severity: 'lost',
        message,
        file: config.file,
        line: config.lineOf(['functions', name, 'events', index]),
      });
      return [];
    });
    const env = { ...shared, ...variablesIn(config, ['functions', name, 'environment'], notes) };
    const limits = limitsOf(given['timeout'] ?? provider['timeout'], given['memorySize'] ?? provider['memorySize']);
    return [{ name, handler, folder: '', env, limits, events }];
  });
}

/** `GET /items/{id}`, `*`, or an object of method and path. */
function eventOf(kind: 'http' | 'httpApi', detail: unknown): Described['events'][number] {
  const [first = '*', second] = (asText(detail) ?? '').trim().split(/\s+/);
  const { method, path } = asRecord(detail);
  const wanted = asText(path) ?? second ?? '/{proxy+}';
  return {
    route: routeOf(wanted.startsWith('/') ? wanted : `/${wanted}`),
    methods: methodsOf([asText(method) ?? (asText(detail) === undefined ? 'ANY' : first)]),
    version: kind === 'http' ? '1.0' : '2.0',
  };
}

/** `/items/{id}` and `/{proxy+}` as routes are written here. */
function routeOf(path: string): string {
  return path
    .replace(/\{[^{}]*\+\}.*$/, '*')
    .replace(/\{([^{}]+)\}/g, (_, name: string) => `:${name.replace(/\W/g, '_')}`);
}

function limitsOf(seconds: unknown, megabytes: unknown): Partial<Limits> {
  const [wall, heap] = [asNumber(seconds), asNumber(megabytes)];
  return {
    ...(wall !== undefined && { wallMs: Math.min(300_000, Math.max(1, Math.round(wall * 1_000))) }),
    ...(heap !== undefined && { heapMb: Math.min(4_096, Math.max(8, Math.round(heap))) }),
  };
}
