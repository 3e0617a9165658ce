import { z } from 'zod';

import { NexoError } from '../../contract/errors.ts';
import { manifestFile } from '../../bundle/nexo/manifest.ts';
import { readBundleFiles } from '../../bundle/nexo/read-nexo-bundle.ts';
import type { BundleFile } from '../../bundle/bundle-file.ts';
import { environmentNameSchema, environmentSchema } from '../../contract/environment.ts';
import { filePathFault } from '../../contract/file.ts';
import { functionDraftSchema } from '../../contract/function.ts';
import type { ImportNote } from '../../contract/import.ts';
import type { BundledRecord, DraftFunction, ImportContext, ImportDraft } from '../import-draft.ts';
import { readJson } from '../read-json.ts';
import { refused } from '../refused.ts';
import type { SourceFiles } from '../source-files.ts';

const maxRecordBytes = 1_000_000;
const entries = ['index.ts', 'index.tsx', 'index.js', 'index.mjs', 'index.jsx'];

const settingsSchema = z.looseObject({
  version: z.literal(1),
  environments: z
    .record(
      environmentNameSchema,
      z.strictObject({
        variables: environmentSchema.shape.variables.default({}),
        secrets: environmentSchema.shape.secrets.default([]),
      }),
    )
    .default({}),
});

/** A bundle as `nexo export` makes it: taken over as it is, but for what it says of functions outside of it. */
export function readNexo(source: SourceFiles, context: ImportContext): ImportDraft {
  const { manifest, files } = readBundleFiles(source.files);
  // Once more, as strictly as all that is read here.
  readJson(manifestFile, source.text(manifestFile) ?? '');
  const notes: ImportNote[] = [];
  const functions = manifest.functions.map((id) => readFunction(id, source, context, manifest.functions, notes));
  const rest = files.filter(
    ({ path }) => !path.startsWith('functions/') && path !== 'README.md' && path !== 'nexo.json',
  );
  for (const file of rest) checkPlace(file);
  return {
    kind: 'nexo',
    name: source.name,
    functions,
    requests: [],
    files: rest,
    environment: readEnvironment(source, notes),
    notes,
  };
}

function readFunction(
  id: string,
  source: SourceFiles,
  context: ImportContext,
  known: readonly string[],
  notes: ImportNote[],
): DraftFunction {
  const folder = `functions/${id}/`;
  const recordFile = `${folder}function.json`;
  const text = source.text(recordFile) ?? '';
  if (text.length > maxRecordBytes) throw refused(recordFile, 'it is too large');
  const value = readJson(recordFile, text);
  const record = parse(recordFile, value, context);
  const files = source.files
    .filter(({ path }) => path.startsWith(folder) && path !== recordFile)
    .map((file) => {
      checkPlace(file);
      return { path: file.path.slice(folder.length), bytes: file.bytes };
    });
  const language =
    record.language ?? (files.some(({ path }) => /^index\.tsx?$/.test(path)) ? 'typescript' : 'javascript');
  const wanted = language === 'typescript' ? /^index\.tsx?$/ : /^index\.(?:js|mjs|jsx)$/;
  if (!files.some(({ path }) => entries.includes(path) && wanted.test(path))) {
    throw refused(
      recordFile,
      `its code is missing: there is no ${language === 'typescript' ? 'index.ts' : 'index.js'} beside it`,
    );
  }
  const { name = id, route, methods, limits, env, secrets } = record;
  return {
    key: id,
    name,
    route,
    methods,
    language,
    limits,
    env,
    secrets,
    bindings: ownBindings(record, recordFile, known, notes),
    files,
    record: value as Record<string, unknown>,
  };
}

function parse(file: string, value: unknown, context: ImportContext): BundledRecord {
  try {
    const record = context.parseRecord(value);
    context.checkRoute(record.route);
    // A hand-written file may leave out nearly all; what it says has to be what the app would accept.
    const { name, route, methods } = functionDraftSchema
      .pick({ name: true, route: true, methods: true })
      .parse({ name: record.name ?? 'x', route: record.route, methods: record.methods });
    return { ...record, ...(record.name !== undefined && { name }), route, methods };
  } catch (error) {
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
    const why = issue
      ? `"${issue.path.join('.')}": ${issue.message}`
      : error instanceof Error
        ? error.message
        : String(error);
    throw refused(file, why, error instanceof NexoError ? { line: 1 } : {}, error);
  }
}

/** One that leads to a function outside of the bundle would let it call what it does not know. */
function ownBindings(
  { bindings }: BundledRecord,
  file: string,
  known: readonly string[],
  notes: ImportNote[],
): Record<string, string> {
  const own = Object.entries(bindings).flatMap(([name, { function: target }]): [string, string][] => {
    if (known.includes(target)) return [[name, target]];
    const message = `the binding ${name} leads to "${target}", which is not in the bundle: set it in the function's settings`;
    notes.push({ severity: 'lost', message, file });
    return [];
  });
  return Object.fromEntries(own);
}

function checkPlace({ path }: BundleFile): void {
  const packaged = /(?:^|\/)node_modules\//.test(path);
  if (packaged || path === 'package.json' || path === 'tsconfig.json') return;
  const fault = filePathFault(path);
  if (fault !== undefined) throw refused(path, fault);
}

function readEnvironment(source: SourceFiles, notes: ImportNote[]): ImportDraft['environment'] {
  const text = source.text('nexo.json');
  if (text === undefined) return null;
  const settings = settingsSchema.safeParse(readJson('nexo.json', text));
  if (!settings.success) {
    const [issue] = settings.error.issues;
    throw refused('nexo.json', `"${issue?.path.join('.') ?? ''}": ${issue?.message ?? 'it is no settings file'}`);
  }
  const [first, ...others] = Object.entries(settings.data.environments);
  for (const [name] of others) {
    notes.push({
      severity: 'lost',
      message: `the environment "${name}": one is taken over, the first`,
      file: 'nexo.json',
    });
  }
  if (first === undefined) return null;
  const [name, { variables, secrets }] = first;
  return { name, variables, secrets };
}
