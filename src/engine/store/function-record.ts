import { hash } from 'node:crypto';
import { z } from 'zod';

import {
  bindingsSchema,
  languageSchema,
  methodSchema,
  publishModeSchema,
  secretsSchema,
  variablesSchema,
  type FunctionDraft,
  type FunctionPatch,
  type Language,
  type NexoFunction,
} from '../../contract/function.ts';
import { defaultLimits, limitsSchema, type Limits } from '../../contract/limits.ts';
import { originsSchema } from '../../contract/origin.ts';
import { formatJson, parseJson } from './json-text.ts';

/**
 * `function.json`. Loose: what a newer version, or a person, added is kept when the file is written again.
 * Everything a hand-written file may leave out has a default.
 */
const recordSchema = z.looseObject({
  name: z.string().min(1).max(100).optional(),
  route: z.string().min(1).max(2_048).startsWith('/', 'a route starts with /'),
  methods: z.array(methodSchema).min(1).default(['GET']),
  language: languageSchema.optional(),
  limits: z.looseObject(limitsSchema.partial().shape).default({}),
  env: variablesSchema.default({}),
  bindings: bindingsSchema.default({}),
  secrets: secretsSchema.default([]),
  origins: originsSchema.optional(),
  publish: publishModeSchema.optional(),
  importedFrom: z.string().max(200).optional(),
  trusted: z.boolean().optional(),
});

export type FunctionRecord = z.infer<typeof recordSchema>;

/** What a function's folder holds: its `function.json` and its source. */
export interface FunctionContent {
  record: FunctionRecord;
  language: Language;
  /** The entry's file name. */
  source: string;
  code: string;
}

/** What the entry may be called, the name that new functions get first. */
export const entryFiles: Readonly<Record<Language, readonly [string, ...string[]]>> = {
  javascript: ['index.js', 'index.mjs', 'index.jsx'],
  typescript: ['index.ts', 'index.tsx'],
};

/** The entry's file name in a language: the one it has where that fits, with JSX where it had that. */
export function entryFileFor(language: Language, current?: string): string {
  const names = entryFiles[language];
  if (current !== undefined && names.includes(current)) return current;
  return (current?.endsWith('x') ? names.find((name) => name.endsWith('x')) : undefined) ?? names[0];
}

/** Throws an Error that names the field at fault. */
export function parseRecord(value: unknown): FunctionRecord {
  const result = recordSchema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.join('.');
  throw new Error(field ? `"${field}": ${issue?.message}` : 'it is not a JSON object');
}

/** What `function.json` holds, known fields first and always in the same order. */
export function orderedRecord(record: FunctionRecord) {
  const { name, route, methods, language, limits, env, bindings, secrets, origins = [], publish, ...others } = record;
  const ordered = { ...Object.fromEntries(limitNames.map((limit) => [limit, limits[limit]])), ...limits };
  const bound = Object.keys(bindings).length > 0 ? { bindings } : {};
  const declared = secrets.length > 0 ? { secrets } : {};
  const callable = origins.length > 0 ? { origins } : {};
  const published = publish === undefined ? {} : { publish };
  const named = { ...bound, ...declared, ...callable, ...published };
  return { name, route, methods, language, limits: ordered, env, ...named, ...others };
}

const limitNames = limitsSchema.keyof().options;
const knownLimitsSchema = z.object(limitsSchema.shape);

export function recordOf(draft: FunctionDraft): FunctionRecord {
  const { name, route, methods, language, limits, env, bindings, secrets, origins, publish } = draft;
  const chosen = { ...(origins && { origins }), ...(publish && { publish }) };
  return { name, route, methods, language, limits, env, bindings, secrets, ...chosen };
}

/** `function.json` as another machine may have it: where it came from and whether it is trusted is this one's. */
export function exportedRecord(text: string): string {
  const { importedFrom: _from, trusted: _trusted, ...record } = parseRecord(parseJson(text));
  return formatJson(orderedRecord(record));
}

/** As it was, but trusted. */
export function trustedRecord({ trusted: _trusted, ...record }: FunctionRecord): FunctionRecord {
  return record;
}

/**
 * `limits` merges, `publish: null` takes the own choice away, everything else replaces; what is not named stays, unknown
 * fields included.
 */
export function patchRecord({ publish, ...record }: FunctionRecord, patch: FunctionPatch): FunctionRecord {
  const { limits, publish: chosen = publish, ...rest } = patch;
  const named = Object.fromEntries(
    Object.entries(rest).filter(([key, value]) => key !== 'code' && value !== undefined),
  );
  const kept = chosen ? { publish: chosen } : {};
  return { ...record, ...named, ...kept, limits: { ...record.limits, ...limits } };
}

/** The function as the rest of the engine knows it. */
export function functionOf(id: string, { record, language, source, code }: FunctionContent): NexoFunction {
  const limits = limitsOf(record);
  return {
    id,
    name: record.name ?? id,
    route: record.route,
    methods: record.methods,
    language,
    limits,
    env: record.env,
    bindings: record.bindings,
    secrets: record.secrets,
    version: versionOf({ ...record, code, language, limits }),
    file: `functions/${id}/${source}`,
    damage: null,
    // What pages may call it is decided by who trusts it, not by who wrote it.
    ...(record.origins?.length && record.trusted !== false && { origins: record.origins }),
    ...(record.publish && { publish: record.publish }),
    ...(record.importedFrom !== undefined && { importedFrom: record.importedFrom }),
    ...(record.trusted === false && { trusted: false }),
    code,
  };
}

function limitsOf({ limits }: FunctionRecord): Limits {
  return knownLimitsSchema.parse({ ...defaultLimits, ...limits });
}

type Versioned = Pick<NexoFunction, 'code' | 'language' | 'limits' | 'env' | 'bindings' | 'secrets' | 'trusted'>;

/** 12 hex digits that change with what runs, and with nothing else. */
function versionOf({ code, language, limits, env, bindings, secrets, trusted }: Versioned): string {
  const named = { env: sorted(env), bindings: sorted(bindings), secrets: secrets.toSorted() };
  return hash(
    'sha256',
    JSON.stringify({ code, language, limits, ...named, ...(trusted === false && { trusted }) }),
  ).slice(0, 12);
}

function sorted(named: object): [string, unknown][] {
  return Object.entries(named).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
