import type { FunctionPatch, FunctionSummary, Method, PublishMode } from '../../../contract/function.ts';
import { grantTargetsSchema } from '../../../contract/grant.ts';
import { type Limits, limitsSchema } from '../../../contract/limits.ts';
import { originsSchema } from '../../../contract/origin.ts';
import { type RouteFault, routeFault } from '../../../kit/route-fault.ts';

/** A name as it is being typed; the key tells rows apart. */
export interface EnvRow {
  key: number;
  name: string;
}

/** One variable as it is being typed. */
export interface VariableRow extends EnvRow {
  value: string;
}

/** One binding as it is being typed. */
export interface BindingRow extends EnvRow {
  functionId: string;
}

/** A function's settings as the form holds them: text, until it is saved. */
export interface SettingsForm {
  name: string;
  route: string;
  methods: Method[];
  /** When a save goes live: its own choice, or the workspace's. */
  publish: PublishMode | 'workspace';
  limits: Record<keyof Limits, string>;
  variables: VariableRow[];
  bindings: BindingRow[];
  secrets: EnvRow[];
  /** Web pages that may call it. */
  origins: EnvRow[];
  /** Private targets it may fetch from; null while they are not known. */
  grants: EnvRow[] | null;
}

/** What is wrong, by dotted field path; the values are keys of the catalogue's `functions.invalid`. */
export type FormErrors = Record<
  string,
  | 'name'
  | `route${RouteFault}`
  | 'methods'
  | 'limit'
  | 'variableName'
  | 'variableTwice'
  | 'bindingGet'
  | 'grant'
  | 'origin'
>;

const bytesPerMegabyte = 1_000_000;
const inMegabytes: ReadonlySet<keyof Limits> = new Set(['requestBytes', 'responseBytes']);
export const limitNames = limitsSchema.keyof().options;

/** A value for every limit. */
const forEachLimit = <Value>(of: (limit: keyof Limits) => Value): Record<keyof Limits, Value> => ({
  cpuMs: of('cpuMs'),
  wallMs: of('wallMs'),
  heapMb: of('heapMb'),
  requestBytes: of('requestBytes'),
  responseBytes: of('responseBytes'),
});

/** The form for a function as it is. */
export function settingsFormOf({
  name,
  route,
  methods,
  publish,
  limits,
  env,
  bindings,
  secrets,
  origins = [],
}: FunctionSummary): SettingsForm {
  return {
    name,
    route,
    methods: [...methods],
    publish: publish ?? 'workspace',
    limits: forEachLimit((limit) => limitText(limit, limits[limit])),
    variables: Object.entries(env).map(([variable, value], key) => ({ key, name: variable, value })),
    bindings: Object.entries(bindings).map(([binding, to], key) => ({ key, name: binding, functionId: to.function })),
    secrets: namedRows(secrets),
    origins: namedRows(origins),
    grants: null,
  };
}

/** Rows of nothing but names. */
export const namedRows = (names: readonly string[]): EnvRow[] => names.map((name, key) => ({ key, name }));

/** A limit as the form shows it. */
export const limitText = (limit: keyof Limits, value: number): string => {
  const { maxValue } = limitsSchema.shape[limit];
  const most = Math.min(value, maxValue ?? value);
  return String(inMegabytes.has(limit) ? most / bytesPerMegabyte : most);
};

/** The least and the most a limit may be, in the unit the form shows. */
export function limitBounds(limit: keyof Limits): { min: number; max: number } {
  const { minValue, maxValue } = limitsSchema.shape[limit];
  const unit = inMegabytes.has(limit) ? bytesPerMegabyte : 1;
  return { min: (minValue ?? 0) / unit, max: (maxValue ?? Number.MAX_SAFE_INTEGER) / unit };
}

/** A limit in its own unit, or NaN for text that is no number. */
function limitOf(limit: keyof Limits, text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return inMegabytes.has(limit) ? Math.round(value * bytesPerMegabyte) : value;
}

/** What the form lacks before it is worth sending. The engine checks again, and knows about other functions. */
export function settingsErrors(form: SettingsForm): FormErrors {
  const errors: FormErrors = { ...identityErrors(form) };
  for (const limit of limitNames) {
    if (!limitsSchema.shape[limit].safeParse(limitOf(limit, form.limits[limit])).success) {
      errors[`limits.${limit}`] = 'limit';
    }
  }
  const seen = new Set<string>();
  for (const { key, name } of form.grants ?? []) {
    if (!grantTargetsSchema.safeParse([name]).success) errors[`grants.${key}`] = 'grant';
  }
  for (const { key, name } of form.origins) {
    if (!originsSchema.safeParse([name]).success) errors[`origins.${key}`] = 'origin';
  }
  // Variables, bindings and secrets are all `env.NAME`, so they share their names.
  const named = [
    ...form.variables.map(({ key, name }) => ({ field: `env.${key}`, name })),
    ...form.bindings.map(({ key, name }) => ({ field: `bindings.${key}`, name })),
    ...form.secrets.map(({ key, name }) => ({ field: `secrets.${key}`, name })),
  ];
  for (const { field, name } of named) {
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(name)) errors[field] = 'variableName';
    else if (seen.has(name)) errors[field] = 'variableTwice';
    else if (name === 'get' && field.startsWith('bindings')) errors[field] = 'bindingGet';
    seen.add(name);
  }
  return errors;
}

/** What is wrong with a function's name, route and methods. */
export function identityErrors({ name, route, methods }: Pick<SettingsForm, 'name' | 'route' | 'methods'>): FormErrors {
  const wrong = routeFault(route);
  return {
    ...(name.trim() === '' && { name: 'name' as const }),
    ...(wrong !== null && { route: `route${wrong.fault}` as const }),
    ...(methods.length === 0 && { methods: 'methods' as const }),
  };
}

/** The change to send for a form without errors. */
export function settingsPatch(form: SettingsForm): FunctionPatch {
  return {
    name: form.name.trim(),
    route: form.route,
    methods: form.methods,
    publish: form.publish === 'workspace' ? null : form.publish,
    limits: forEachLimit((limit) => limitOf(limit, form.limits[limit])),
    env: Object.fromEntries(form.variables.map(({ name, value }) => [name, value])),
    bindings: Object.fromEntries(form.bindings.map(({ name, functionId }) => [name, { function: functionId }])),
    secrets: form.secrets.map(({ name }) => name),
    origins: form.origins.map(({ name }) => name),
  };
}
