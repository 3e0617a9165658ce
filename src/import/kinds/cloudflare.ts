import type { ImportNote } from '../../contract/import.ts';
import { serviceWorkerAdapter } from '../adapters/worker-adapter.ts';
import { allMethods } from '../all-methods.ts';
import { asList, asNumber, asRecord, asText } from '../as-type.ts';
import { readProgram, type ReadProgram } from '../code/read-program.ts';
import { idOf } from '../free-names.ts';
import type { ImportDraft } from '../import-draft.ts';
import { mainOf } from '../main-of.ts';
import { noteCopies, projectDraft, type ProjectFunction } from '../project.ts';
import { readConfig, type Config } from '../read-config.ts';
import { refused } from '../refused.ts';
import type { SourceFiles } from '../source-files.ts';
import { secretNames, variablesIn } from '../variables.ts';

export const wranglerFiles = ['wrangler.jsonc', 'wrangler.json', 'wrangler.toml'];

/** What Workers have and functions do not, by its name in wrangler's settings. */
const untranslated: Record<string, string> = {
  kv_namespaces: 'there is no KV here',
  d1_databases: 'there is no D1 here',
  r2_buckets: 'there is no R2 here',
  durable_objects: 'there are no Durable Objects here',
  queues: 'there are no queues here',
  services: 'bind another function in the settings of this one',
  assets: 'files are not served by functions',
  site: 'files are not served by functions',
  ai: 'there is no Workers AI here',
  vectorize: 'there is no Vectorize here',
  hyperdrive: 'there is no Hyperdrive here',
  workflows: 'there are no workflows here',
  browser: 'there is no browser rendering here',
  analytics_engine_datasets: 'there is no Analytics Engine here',
  send_email: 'functions send no mail',
  mtls_certificates: 'fetches present no certificates',
  tail_consumers: 'calls are kept by the app itself',
  unsafe: 'it is not known here',
  wasm_modules: 'WebAssembly is imported as bytes',
  data_blobs: 'import the file as bytes',
  text_blobs: 'import the file as text',
  placement: 'functions run on this machine',
  env: 'make environments in the settings of the workspace',
};
/** What the runtime of Workers has and functions do not. */
const runtimeNames: Record<string, string> = {
  'caches.default': 'there is no cache here',
  'caches.open': 'there is no cache here',
  HTMLRewriter: 'there is no HTMLRewriter here',
  WebSocketPair: 'functions accept no WebSockets',
};
const otherHandlers = ['scheduled', 'queue', 'email', 'tail', 'trace', 'alarm'];

/** A Worker with its settings, in the form of a module or of a service worker. */
export async function readCloudflare(source: SourceFiles): Promise<ImportDraft> {
  const notes: ImportNote[] = [];
  const file = wranglerFiles.find((name) => source.has(name));
  const config = file === undefined ? undefined : readConfig(file, source.text(file) ?? '');
  const settings = config?.value ?? {};
  const main = mainOf(source, asText(settings['main']), [
    'src/index.ts',
    'src/index.js',
    'index.ts',
    'index.js',
    'worker.js',
    'src/worker.ts',
  ]);
  const program = await readProgram(main, source.text(main) ?? '');
  const name = asText(settings['name']) ?? source.name;
  const env = config === undefined ? {} : variablesIn(config, ['vars'], notes);
  if (config !== undefined) noteSettings(config, notes);
  if (program !== undefined) noteProgram(program, main, notes);
  const isServiceWorker = program !== undefined && !program.exports.has('default');
  if (isServiceWorker && !(source.text(main) ?? '').includes('addEventListener')) {
    throw refused(main, 'it neither exports a Worker nor listens for "fetch"');
  }
  const cpuMs = asNumber(asRecord(settings['limits'])['cpu_ms']);
  const routes = config === undefined ? ['/*'] : routesOf(config);
  noteCopies(routes, name, notes);
  const workers = routes.map((route): ProjectFunction => ({
    key: idOf(name),
    name: name.slice(0, 100),
    route,
    methods: allMethods,
    limits: cpuMs === undefined ? {} : { cpuMs: Math.min(300_000, Math.max(1, Math.round(cpuMs))) },
    env,
    secrets: secretNames(source, env),
    bindings: {},
    main,
    ...(isServiceWorker && { adapter: serviceWorkerAdapter }),
  }));
  return projectDraft('cloudflare', source, workers, notes);
}

/** `example.com/api/*` answers as `/api/*`; a Worker without routes answers everything. */
function routesOf(config: Config): string[] {
  const { route, routes } = config.value;
  const patterns = [route, ...asList(routes)].flatMap((one) => asText(one) ?? asText(asRecord(one)['pattern']) ?? []);
  const paths = [...new Set(patterns.map(pathOfPattern))];
  // What answers everything answers the others too.
  return paths.length === 0 || paths.includes('/*') ? ['/*'] : paths;
}

function pathOfPattern(pattern: string): string {
  const path = pattern.replace(/^[a-z*]+:\/\//, '').replace(/^[^/]*/, '');
  if (path === '' || path === '/*' || path === '*') return '/*';
  return path.endsWith('*') && !path.endsWith('/*') ? `${path.slice(0, -1).replace(/[^/]*$/, '')}*` : path;
}

function noteSettings(config: Config, notes: ImportNote[]): void {
  for (const [key, why] of Object.entries(untranslated)) {
    if (config.value[key] === undefined) continue;
    const names = bindingNames(config.value[key]);
    const what = names.length > 0 ? `${key} (${names.join(', ')})` : key;
    notes.push({ severity: 'lost', message: `${what}: ${why}`, file: config.file, line: config.lineOf([key]) });
  }
  if (asList(asRecord(config.value['triggers'])['crons']).length > 0) {
    const line = config.lineOf(['triggers', 'crons']);
    notes.push({
      severity: 'lost',
      message: 'triggers.crons: functions run when they are called',
      file: config.file,
      line,
    });
  }
}

function bindingNames(value: unknown): string[] {
  const list = [...asList(value), ...asList(asRecord(value)['bindings']), ...asList(asRecord(value)['producers'])];
  return list.flatMap((one) => asText(asRecord(one)['binding']) ?? asText(asRecord(one)['name']) ?? []);
}

function noteProgram(program: ReadProgram, file: string, notes: ImportNote[]): void {
  const line = program.exports.get('default');
  for (const name of otherHandlers) {
    if (!program.fallback?.members.has(name)) continue;
    notes.push({ severity: 'lost', message: `the handler "${name}": functions answer requests only`, file, line });
  }
  if (program.fallback?.type === 'class') {
    notes.push({
      severity: 'lost',
      message: 'a class as default export: write `export default { fetch(request, env, ctx) { … } }`',
      file,
      line,
    });
  }
  for (const { name, line: at } of program.uses(new Set(Object.keys(runtimeNames)))) {
    notes.push({ severity: 'lost', message: `${name}: ${runtimeNames[name] ?? ''}`, file, line: at });
  }
}
