import { textFile } from '../../bundle/bundle-file.ts';
import { methodSchema, type Method } from '../../contract/function.ts';
import type { ImportNote } from '../../contract/import.ts';
import { testCaseSchema, type TestCase } from '../../contract/test.ts';
import { asList, asRecord, asText } from '../as-type.ts';
import { freeId, freeTestName, idOf } from '../free-names.ts';
import type { DraftFunction, ImportDraft } from '../import-draft.ts';
import { createSampler, type Sampler } from '../openapi-sample.ts';
import { readConfig, type Config } from '../read-config.ts';
import { refused } from '../refused.ts';
import { testNameOf } from '../requests.ts';
import type { SourceFiles } from '../source-files.ts';
import { testFile } from '../test-file.ts';

const maxPaths = 5_000;

/** What a method of a path answers with. */
interface Answer {
  method: Method;
  /** What the description calls it. */
  title: string;
  status: number;
  type: string | null;
  body: unknown;
  test: TestCase | undefined;
}

/** A description of OpenAPI 3: a function for each path, which answers with the examples, and a test for each method. */
export function readOpenApi(source: SourceFiles): ImportDraft {
  const file = openApiFile(source);
  if (file === undefined) throw refused(source.label, 'it has no description of OpenAPI');
  const config = readConfig(/\.(?:json|ya?ml)$/i.test(file) ? file : `${file}.yaml`, source.text(file) ?? '');
  const version = asText(config.value['openapi']) ?? '';
  if (!version.startsWith('3.')) {
    const why =
      config.value['swagger'] === undefined
        ? 'it names no version of OpenAPI 3'
        : 'it is Swagger 2.0; convert it to OpenAPI 3';
    throw refused(file, why, { line: 1 });
  }
  const notes: ImportNote[] = [];
  for (const key of ['webhooks', 'security']) {
    if (config.value[key] === undefined) continue;
    notes.push({ severity: 'lost', message: `${key}: this is for you to write`, file, line: config.lineOf([key]) });
  }
  const paths = Object.entries(asRecord(config.value['paths']));
  if (paths.length > maxPaths) throw refused(file, `it describes more than ${maxPaths} paths`);
  const sampler = createSampler(config, notes);
  const ids = new Set<string>();
  const functions = paths.flatMap(([path, item]) => {
    const made = functionOf(path, item, config, sampler, notes, (wanted) => freeId(wanted, (id) => ids.has(id)));
    if (made !== undefined) ids.add(made.key);
    return made ?? [];
  });
  if (functions.length === 0) throw refused(file, 'it describes no paths', { line: config.lineOf(['paths']) });
  return { kind: 'openapi', name: source.name, functions, requests: [], files: [], environment: null, notes };
}

/** The file that is a description, at the top of the source. */
export function openApiFile(source: SourceFiles): string | undefined {
  const candidates = source.files.map(({ path }) => path).filter((path) => !path.includes('/'));
  return candidates.find((path) => {
    const start = (source.text(path) ?? '').slice(0, 20_000);
    return (
      /^\s*\{[^]{0,2000}?["']?(?:openapi|swagger)["']?\s*:/.test(start) ||
      /^[ \t\uFEFF]*["']?(?:openapi|swagger)["']?\s*:/m.test(start)
    );
  });
}

function functionOf(
  path: string,
  given: unknown,
  config: Config,
  sampler: Sampler,
  notes: ImportNote[],
  free: (wanted: string) => string,
): DraftFunction | undefined {
  const item = asRecord(sampler.resolve(given));
  const at = { file: config.file, line: config.lineOf(['paths', path]) };
  const route = routeOf(path);
  const answers = methodSchema.options.flatMap((method) => {
    const operation = item[method.toLowerCase()];
    return operation === undefined
      ? []
      : [answerOf(method, path, asRecord(operation), asList(item['parameters']), sampler)];
  });
  if (item['trace'] !== undefined)
    notes.push({ severity: 'lost', message: `TRACE ${path}: functions do not answer it`, ...at });
  if (answers.length === 0 || !path.startsWith('/')) {
    notes.push({ severity: 'lost', message: `${path}: it has no method that functions answer`, ...at });
    return undefined;
  }
  const [only, second] = answers;
  const wanted =
    only !== undefined && second === undefined && only.title !== '' ? only.title : path.replace(/[{}]/g, '') || 'root';
  const key = free(idOf(wanted));
  const tests: string[] = [];
  const files = answers.flatMap(({ test, method, title }) => {
    if (test === undefined) return [];
    const name = freeTestName(testNameOf(title === '' ? `${method} ${path}` : title), tests);
    tests.push(name);
    return [testFile('tests/', name, test)];
  });
  return {
    key,
    name:
      (asText(item['summary']) ?? wanted)
        .replace(/\p{Cc}+/gu, ' ')
        .slice(0, 100)
        .trim() || key,
    route,
    methods: answers.map(({ method }) => method),
    language: 'javascript',
    limits: {},
    env: {},
    secrets: [],
    bindings: {},
    files: [textFile('index.js', skeleton(answers, path)), ...files],
  };
}

function routeOf(path: string): string {
  return path.replace(
    /\{([^{}]+)\}/g,
    (_, name: string) => `:${name.replace(/\W/g, '_').replace(/^(?![A-Za-z])/, 'p')}`,
  );
}

function skeleton(answers: readonly Answer[], path: string): string {
  const titles = answers.map(({ method, title }) => (title === '' ? method : `${method} ${title}`)).join(', ');
  const rows = answers.map(({ method, status, type, body }) => {
    const value = JSON.stringify({ status, type, body }, null, 2).replaceAll('\n', '\n  ');
    return `  ${method}: ${value},\n`;
  });
  return `// ${`${path}: ${titles}`.replace(/[\r\n\u2028\u2029]+/g, ' ')}
// Made from its description: answers with the examples there, until you write what it should do.

const answers = {
${rows.join('')}};

export default {
  async fetch(request) {
    const { status, type, body } = answers[request.method];
    if (type === null) return new Response(null, { status });
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return new Response(text, { status, headers: { 'content-type': type } });
  },
};
`;
}

function answerOf(
  method: Method,
  path: string,
  operation: Readonly<Record<string, unknown>>,
  shared: readonly unknown[],
  sampler: Sampler,
): Answer {
  const responses = asRecord(operation['responses']);
  const code =
    Object.keys(responses).find((one) => /^2\d\d$/.test(one)) ??
    Object.keys(responses).find((one) => /^[345]\d\d$/.test(one)) ??
    '200';
  const content = asRecord(asRecord(sampler.resolve(responses[code] ?? responses['default']))['content']);
  const [type, media] = mediaOf(content) ?? [null, undefined];
  const status = Math.max(200, Number(code));
  const title = (asText(operation['operationId']) ?? '').replace(/\p{Cc}+/gu, ' ').slice(0, 80);
  const isEmpty = type === null || status === 204 || status === 304;
  return {
    method,
    title,
    status,
    type: isEmpty ? null : type,
    body: isEmpty ? null : sampler.example(media),
    test: testOf(method, path, operation, shared, status, sampler),
  };
}

/** JSON before all else. */
function mediaOf(content: Readonly<Record<string, unknown>>): [string, unknown] | undefined {
  const entries = Object.entries(content).filter(([type]) => /^[\w.+-]+\/[\w.+*-]+/.test(type));
  const found = entries.find(([type]) => /[/+]json\b/.test(type)) ?? entries[0];
  return found && [found[0].includes('*') ? 'application/json' : found[0], found[1]];
}

function testOf(
  method: Method,
  path: string,
  operation: Readonly<Record<string, unknown>>,
  shared: readonly unknown[],
  status: number,
  sampler: Sampler,
): TestCase | undefined {
  const parameters = [...shared, ...asList(operation['parameters'])].map((one) => asRecord(sampler.resolve(one)));
  const valueOf = (one: Readonly<Record<string, unknown>>): string => {
    const value = sampler.example(one);
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  const wanted = (place: string) =>
    parameters.filter((one) => one['in'] === place && (one['required'] === true || one['example'] !== undefined));
  const filled = path.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const found = parameters.find((one) => one['in'] === 'path' && one['name'] === name);
    return encodeURIComponent(found === undefined ? 'x' : valueOf(found)) || 'x';
  });
  const query = new URLSearchParams(wanted('query').map((one) => [String(one['name']), valueOf(one)]));
  const headers = Object.fromEntries(wanted('header').map((one) => [String(one['name']).toLowerCase(), valueOf(one)]));
  const [type, media] = mediaOf(asRecord(asRecord(sampler.resolve(operation['requestBody']))['content'])) ?? [];
  const body = type === undefined || method === 'GET' || method === 'HEAD' ? undefined : sampler.example(media);
  const isJson = /[/+]json\b/.test(type ?? '');
  const test = testCaseSchema.safeParse({
    request: {
      method,
      path: query.size > 0 ? `${filled}?${query.toString()}` : filled,
      ...(Object.keys(headers).length > 0 && { headers }),
      ...(body !== undefined && {
        body: isJson ? { json: body } : { text: typeof body === 'string' ? body : JSON.stringify(body) },
      }),
    },
    assertions: [{ target: 'status', op: 'equals', value: status }],
  });
  return test.data;
}
