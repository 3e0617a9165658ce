import type { ImportNote } from '../../contract/import.ts';
import { netlifyAdapter, netlifyLambdaAdapter } from '../adapters/netlify-adapter.ts';
import { allMethods, methodsOf } from '../all-methods.ts';
import { asRecord, asText } from '../as-type.ts';
import { readProgram } from '../code/read-program.ts';
import { idOf } from '../free-names.ts';
import type { ImportDraft } from '../import-draft.ts';
import { noteCopies, projectDraft, type ProjectFunction } from '../project.ts';
import { noteIgnored, readConfig } from '../read-config.ts';
import { refused } from '../refused.ts';
import type { SourceFiles } from '../source-files.ts';
import { secretNames, variablesIn } from '../variables.ts';

/** Functions for Netlify, of both kinds: a default export with its path, and a handler with Lambda's event. */
export async function readNetlify(source: SourceFiles): Promise<ImportDraft> {
  const notes: ImportNote[] = [];
  const config = source.has('netlify.toml') ? readConfig('netlify.toml', source.text('netlify.toml') ?? '') : undefined;
  const env = config === undefined ? {} : variablesIn(config, ['build', 'environment'], notes);
  const functions = asRecord(config?.value['functions']);
  const folder = (asText(functions['directory']) ?? 'netlify/functions').replace(/^\.?\//, '').replace(/\/$/, '');
  noteIgnored(config, ['redirects', 'headers', 'edge_functions', 'plugins'], 'functions alone are imported', notes);
  const mains = modulesIn(source, folder);
  if (mains.length === 0) throw refused(source.label, `it has no functions in ${folder}/`);
  const wanted = (await Promise.all(mains.map((main) => functionsOf(source, main, env, notes)))).flat();
  return projectDraft('netlify', source, wanted, notes);
}

/** `hello.mts`, `hello/index.ts` and `hello/hello.ts`; or the one module of a source that is nothing but a function. */
function modulesIn(source: SourceFiles, folder: string): string[] {
  const found = source.files
    .map(({ path }) => path)
    .filter((path) => {
      if (!path.startsWith(`${folder}/`) || !/(?<!\.d)\.[cm]?[jt]sx?$/.test(path)) return false;
      const [name = '', inner, ...deeper] = path
        .slice(folder.length + 1)
        .replace(/\.\w+$/, '')
        .split('/');
      return deeper.length === 0 && (inner === undefined || inner === 'index' || inner === name);
    });
  const [only, second] = source.files;
  return found.length > 0 || second !== undefined || only === undefined ? found : [only.path];
}

async function functionsOf(
  source: SourceFiles,
  main: string,
  env: Record<string, string>,
  notes: ImportNote[],
): Promise<ProjectFunction[]> {
  const name = (
    main
      .replace(/\/index\.\w+$/, '')
      .split('/')
      .at(-1) ?? ''
  ).replace(/\.\w+$/, '');
  const program = await readProgram(main, source.text(main) ?? '');
  const config = asRecord(program?.constant('config'));
  const line = program?.exports.get('config');
  for (const key of ['schedule', 'rateLimit', 'excludedPath', 'preferStatic']) {
    if (config[key] === undefined) continue;
    notes.push({ severity: 'lost', message: `config.${key}: it is not known here`, file: main, line });
  }
  const paths = new Set([config['path']].flat().flatMap((one) => asText(one) ?? []));
  const routes = paths.size > 0 ? [...paths] : [`/.netlify/functions/${name}`];
  noteCopies(routes, name, notes);
  const isLambda = program !== undefined && !program.exports.has('default') && program.exports.has('handler');
  const methods = config['method'] === undefined ? allMethods : methodsOf([config['method']].flat());
  return routes.map((route) => ({
    key: idOf(name),
    name: name.slice(0, 100),
    route,
    methods,
    limits: {},
    env,
    secrets: secretNames(source, env),
    bindings: {},
    main,
    adapter: (from, traits) => (isLambda ? netlifyLambdaAdapter(from, traits) : netlifyAdapter(from, traits, route)),
  }));
}
