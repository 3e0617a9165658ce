import type { Method } from '../../contract/function.ts';
import type { ImportNote } from '../../contract/import.ts';
import type { Limits } from '../../contract/limits.ts';
import { edgeAdapter, methodsAdapter, nodeAdapter } from '../adapters/vercel-adapter.ts';
import { allMethods } from '../all-methods.ts';
import { asNumber, asRecord, asText } from '../as-type.ts';
import { readProgram, type ReadProgram } from '../code/read-program.ts';
import { idOf } from '../free-names.ts';
import type { ImportDraft } from '../import-draft.ts';
import { projectDraft, type ProjectFunction } from '../project.ts';
import { noteIgnored, readConfig, type Config } from '../read-config.ts';
import { refused } from '../refused.ts';
import type { SourceFiles } from '../source-files.ts';
import { secretNames } from '../variables.ts';

const code = /(?<!\.d|\.test|\.spec)\.[cm]?[jt]sx?$/;
const routeHandler = /^(?:src\/)?app\/(?:.*\/)?route\.[jt]sx?$/;

/** Functions for Vercel: the folder `api/`, and the route handlers and API routes of Next.js. */
export async function readVercel(source: SourceFiles): Promise<ImportDraft> {
  const notes: ImportNote[] = [];
  const config = source.has('vercel.json') ? readConfig('vercel.json', source.text('vercel.json') ?? '') : undefined;
  noteIgnored(
    config,
    ['rewrites', 'redirects', 'headers', 'crons', 'routes', 'builds', 'images'],
    'functions alone are imported',
    notes,
  );
  const mains = source.files.map(({ path }) => path).filter((path) => code.test(path) && routeOf(path) !== undefined);
  const [only, second] = source.files;
  if (mains.length === 0 && only !== undefined && second === undefined && code.test(only.path)) mains.push(only.path);
  if (mains.length === 0) throw refused(source.label, 'it has no functions in api/, and no route handlers in app/');
  const wanted = await Promise.all(mains.map((main) => functionOf(source, main, config, notes)));
  return projectDraft('vercel', source, wanted, notes);
}

/** Where a file answers, by where it is; undefined for one that is no function. */
function routeOf(path: string): string | undefined {
  const inside = routeHandler.test(path)
    ? path.replace(/^(?:src\/)?app\//, '').replace(/\/?route\.\w+$/, '')
    : /^(?:(?:src\/)?pages\/)?api\//.test(path)
      ? path
          .replace(/^(?:src\/)?pages\//, '')
          .replace(/\.\w+$/, '')
          .replace(/(?:^|\/)index$/, '')
      : undefined;
  if (inside === undefined) return undefined;
  const parts = inside.split('/').filter((part) => part !== '' && !/^\(.*\)$/.test(part));
  if (parts.some((part) => part.startsWith('_'))) return undefined;
  const rest = parts.findIndex((part) => part.includes('...'));
  const kept = (rest < 0 ? parts : parts.slice(0, rest)).map((part) => part.replace(/^\[(\w+)\]$/, ':$1'));
  return `/${[...kept, ...(rest < 0 ? [] : ['*'])].join('/')}`;
}

async function functionOf(
  source: SourceFiles,
  main: string,
  config: Config | undefined,
  notes: ImportNote[],
): Promise<ProjectFunction> {
  const route = routeOf(main) ?? '/*';
  const rest = /\[\.\.\.(\w+)\]/.exec(main)?.[1];
  const program = await readProgram(main, source.text(main) ?? '');
  const named = allMethods.filter((method) => program?.exports.has(method));
  const said = asRecord(program?.constant('config'));
  const isWeb = answersWithResponse(program, said);
  if (said['matcher'] !== undefined || said['regions'] !== undefined) {
    const line = program?.exports.get('config');
    notes.push({ severity: 'lost', message: 'config: regions and matchers are not known here', file: main, line });
  }
  const name = route.replace(/^\/|[:*]/g, '').replace(/\/$/, '') || source.name;
  return {
    key: idOf(name),
    name: name.slice(0, 100),
    route,
    methods: methodsOfExports(named),
    limits: limitsOf(main, config, asNumber(said['maxDuration']) ?? asNumber(program?.constant('maxDuration'))),
    env: {},
    secrets: secretNames(source, {}),
    bindings: {},
    main,
    adapter(from, traits) {
      if (named.length > 0) return methodsAdapter(from, traits, route, rest);
      return isWeb ? edgeAdapter(from, traits) : nodeAdapter(from, traits, route, rest);
    },
  };
}

/** On the edge, or in a form of today: it gets a Request, and no second object to write to. */
function answersWithResponse(program: ReadProgram | undefined, config: Readonly<Record<string, unknown>>): boolean {
  const runtimes = [config['runtime'], program?.constant('runtime')].map((one) => asText(one) ?? '');
  if (runtimes.some((runtime) => runtime.includes('edge'))) return true;
  const { fallback = null } = program ?? {};
  return fallback?.type === 'object' || (fallback?.type === 'function' && fallback.parameters < 2);
}

function methodsOfExports(named: readonly Method[]): readonly Method[] {
  if (named.length === 0) return allMethods;
  return allMethods.filter((method) => named.includes(method) || (method === 'HEAD' && named.includes('GET')));
}

function limitsOf(main: string, config: Config | undefined, seconds: number | undefined): Partial<Limits> {
  const given = asRecord(asRecord(config?.value['functions'])[main]);
  const wall = asNumber(given['maxDuration']) ?? seconds;
  const heap = asNumber(given['memory']);
  return {
    ...(wall !== undefined && { wallMs: Math.min(300_000, Math.max(1, Math.round(wall * 1_000))) }),
    ...(heap !== undefined && { heapMb: Math.min(4_096, Math.max(8, Math.round(heap))) }),
  };
}
