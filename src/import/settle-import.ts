import type { BundleFile } from '../bundle/bundle-file.ts';
import { NexoError } from '../contract/errors.ts';
import type { Method } from '../contract/function.ts';
import type {
  ConflictChoice,
  ImportConflict,
  ImportNote,
  ImportPlan,
  ImportResult,
  PlannedFunction,
} from '../contract/import.ts';
import { testsIn } from './draft-tests.ts';
import type { DraftFunction, DraftRequest, ImportDraft } from './import-draft.ts';
import { freeId, freeRoute, freeTestName } from './free-names.ts';
import { recordFile } from './record-file.ts';
import { testFile } from './test-file.ts';

/** What the workspace has. */
export interface Existing {
  functions: readonly { id: string; env: Readonly<Record<string, string>> }[];
  /** The routes of all functions but some, to which more may be added. */
  routes(besides: ReadonlySet<string>): RouteBook;
  /** The names of a function's tests. */
  tests(functionId: string): readonly string[];
  /** The bytes of a file; undefined when it is not there. */
  file(path: string): Promise<Uint8Array | undefined>;
  environments: readonly { name: string; variables: Readonly<Record<string, string>> }[];
}

export interface RouteBook {
  /** The function that answers the same paths with one of these methods. */
  owner(route: string, methods: readonly Method[]): string | undefined;
  add(id: string, route: string, methods: readonly Method[]): void;
}

export interface Choices {
  /** By the keys of functions and requests, and the paths of files. */
  choices: Readonly<Record<string, ConflictChoice>>;
  onConflict?: ConflictChoice;
}

/** What is written, and where. */
export interface SettledImport {
  functions: { id: string; route: string; methods: readonly Method[]; replaces: boolean; files: BundleFile[] }[];
  files: (BundleFile & { replaces: boolean })[];
  environment: ImportDraft['environment'];
  packages: ImportResult['packages'];
  skipped: string[];
  notes: ImportNote[];
}

/** What an import would do with this workspace, and what it asks. */
export async function planOf(draft: ImportDraft, existing: Existing): Promise<ImportPlan> {
  const routes = existing.routes(new Set());
  const functions = draft.functions.map((one) => plannedFunction(one, conflictOf(one, existing, routes)));
  const files: ImportPlan['files'] = [];
  for (const file of draft.files) {
    const state = await stateOf(file, existing);
    if (state !== 'same')
      files.push({ path: file.path, bytes: file.bytes.byteLength, conflict: fileConflict(file.path, state) });
  }
  const { environment, notes } = newVariables(draft, existing);
  return {
    kind: draft.kind,
    name: draft.name,
    functions,
    requests: draft.requests.map((request) => plannedRequest(request, existing)),
    files,
    environment: environment && { name: environment.name, variables: Object.keys(environment.variables) },
    notes: [...draft.notes, ...notes],
  };
}

/** Applies what was decided. Throws ID_CONFLICT, with everything nobody decided about as issues. */
export async function settleImport(draft: ImportDraft, existing: Existing, choices: Choices): Promise<SettledImport> {
  const undecided: { field: string; message: string }[] = [];
  const skipped: string[] = [];
  const { environment, notes: variableNotes } = newVariables(draft, existing);
  const notes = [...draft.notes, ...variableNotes];
  const routes = existing.routes(new Set());
  const decide = (key: string, conflict: ImportConflict | null): ConflictChoice | 'new' => {
    if (conflict === null) return 'new';
    const choice = (Object.hasOwn(choices.choices, key) ? choices.choices[key] : undefined) ?? choices.onConflict;
    if (choice !== undefined && conflict.choices.includes(choice)) return choice;
    const message = `${conflictText(key, conflict)}; choose ${conflict.choices.join(' or ')}`;
    undecided.push({ field: key, message });
    return 'skip';
  };

  const decided = draft.functions.map((one) => {
    const conflict = conflictOf(one, existing, routes);
    return { one, conflict, choice: decide(one.key, conflict) };
  });
  const files: SettledImport['files'] = [];
  for (const file of draft.files) {
    const state = await stateOf(file, existing);
    const choice = state === 'same' ? 'same' : decide(file.path, fileConflict(file.path, state));
    if (choice === 'skip') skipped.push(file.path);
    if (choice === 'new' || choice === 'replace') files.push({ ...file, replaces: choice === 'replace' });
  }
  for (const request of draft.requests) {
    const { key, conflict, name } = plannedRequest(request, existing);
    const choice = decide(key, conflict);
    if (choice === 'skip') skipped.push(key);
    else {
      const path = `functions/${request.functionId}/tests/`;
      const kept = choice === 'rename' ? freeTestName(name, existing.tests(request.functionId)) : name;
      files.push({ ...testFile(path, kept, request.test), replaces: choice === 'replace' });
    }
  }
  const [first] = undecided;
  if (first !== undefined) {
    const more = undecided.length > 1 ? ` (and ${undecided.length - 1} more)` : '';
    throw new NexoError('ID_CONFLICT', `${first.message}${more}`, { field: 'choices', issues: undecided });
  }

  const kept = decided.filter(({ choice }) => choice !== 'skip');
  skipped.push(...decided.filter(({ choice }) => choice === 'skip').map(({ one }) => one.key));
  const places = placesOf(kept, existing, notes);
  const functions = kept.map(({ one }) => {
    const { id, route, name, replaces } = places.get(one.key)!;
    const bindings = boundTo(one, places, notes);
    const record = recordFile({ ...one, name, route }, bindings, draft.name);
    return { id, route, methods: one.methods, replaces, files: [...one.files, record] };
  });
  const packages = [
    ...(functions.length > 0 ? [{ folder: '', packages: [...(draft.packages ?? [])] }] : []),
    ...kept.map(({ one }) => ({ folder: `functions/${places.get(one.key)!.id}`, packages: [...(one.packages ?? [])] })),
  ].filter((one) => one.packages.length > 0);
  return { functions, files, environment: functions.length > 0 ? environment : null, packages, skipped, notes };
}

interface Place {
  id: string;
  route: string;
  name: string;
  replaces: boolean;
}

type Decided = { one: DraftFunction; conflict: ImportConflict | null; choice: ConflictChoice | 'new' };

/** Ids first, then routes: a function that is replaced gives its route free. */
function placesOf(kept: readonly Decided[], existing: Existing, notes: ImportNote[]): Map<string, Place> {
  const taken = new Set(existing.functions.map(({ id }) => id));
  const places = new Map<string, Place>();
  const replacedIds = new Set<string>();
  for (const { one, conflict, choice } of kept) {
    const replaced =
      choice === 'replace' && conflict !== null && !replacedIds.has(conflict.with) ? conflict.with : undefined;
    const id = replaced ?? freeId(one.key, (wanted) => taken.has(wanted));
    taken.add(id);
    if (replaced !== undefined) replacedIds.add(replaced);
    const name =
      id === one.key || replaced !== undefined ? one.name : `${one.name}${id.slice(one.key.length).replace('-', ' ')}`;
    places.set(one.key, { id, route: one.route, name, replaces: replaced !== undefined });
  }
  const routes = existing.routes(replacedIds);
  for (const { one } of kept) {
    const place = places.get(one.key)!;
    place.route = freeRoute(one.route, place.id, (route) => routes.owner(route, one.methods) !== undefined);
    routes.add(place.id, place.route, one.methods);
    if (place.route !== one.route) {
      notes.push({
        severity: 'look',
        message: `"${place.id}" answers ${place.route}: ${one.route} is another function's`,
      });
    }
  }
  return places;
}

function boundTo(one: DraftFunction, places: ReadonlyMap<string, Place>, notes: ImportNote[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(one.bindings).flatMap(([name, key]): [string, string][] => {
      const place = places.get(key);
      if (place !== undefined) return [[name, place.id]];
      notes.push({
        severity: 'lost',
        message: `the binding ${name} of "${one.key}" leads to "${key}", which was skipped`,
      });
      return [];
    }),
  );
}

function conflictOf(one: DraftFunction, existing: Existing, routes: RouteBook): ImportConflict | null {
  const hasId = existing.functions.some(({ id }) => id === one.key);
  const owner = hasId ? one.key : routes.owner(one.route, one.methods);
  if (owner === undefined) return null;
  const id = freeId(one.key, (wanted) => existing.functions.some((other) => other.id === wanted));
  const route = freeRoute(one.route, id, (wanted) => routes.owner(wanted, one.methods) !== undefined);
  return { with: owner, on: hasId ? 'id' : 'route', choices: ['skip', 'rename', 'replace'], renamed: { id, route } };
}

async function stateOf({ path, bytes }: BundleFile, existing: Existing): Promise<'new' | 'same' | 'differs'> {
  const there = await existing.file(path);
  if (there === undefined) return 'new';
  return Buffer.from(bytes).equals(there) ? 'same' : 'differs';
}

/** Renaming a file would break those that import it. */
function fileConflict(path: string, state: 'new' | 'differs'): ImportConflict | null {
  return state === 'new' ? null : { with: path, on: 'file', choices: ['skip', 'replace'] };
}

function plannedFunction(one: DraftFunction, conflict: ImportConflict | null): PlannedFunction {
  const { key, name, route, methods, language, limits, env, secrets, bindings, files } = one;
  return {
    key,
    name,
    route,
    methods: [...methods],
    language,
    limits,
    env: Object.keys(env),
    secrets: [...secrets],
    bindings: Object.keys(bindings),
    files: files.map(({ path, bytes }) => ({ path, bytes: bytes.byteLength })),
    tests: testsIn(one),
    conflict,
  };
}

function plannedRequest(
  { functionId, name, test: { request } }: DraftRequest,
  existing: Existing,
): ImportPlan['requests'][number] {
  const path = `functions/${functionId}/tests/${name}.json`;
  const taken = existing.tests(functionId);
  const conflict: ImportConflict | null = taken.includes(name)
    ? {
        with: path,
        on: 'file',
        choices: ['skip', 'rename', 'replace'],
        renamed: { id: freeTestName(name, taken), route: '' },
      }
    : null;
  return { key: path, functionId, name, method: request.method, path: request.path ?? '', conflict };
}

/** Variables reach every function of the workspace: one that another function has a value for is left to the person. */
function newVariables(
  draft: ImportDraft,
  existing: Existing,
): { environment: ImportDraft['environment']; notes: ImportNote[] } {
  const { environment } = draft;
  if (environment === null) return { environment: null, notes: [] };
  const there = existing.environments.find(({ name }) => name === environment.name)?.variables ?? {};
  const notes: ImportNote[] = [];
  const variables = Object.entries(environment.variables).filter(([name, value]) => {
    if (Object.hasOwn(there, name) && there[name] === value) return false;
    const user = existing.functions.find(({ env }) => Object.hasOwn(env, name));
    const owner = Object.hasOwn(there, name) ? `the environment "${environment.name}"` : user && `"${user.id}"`;
    if (owner === undefined) return true;
    notes.push({ severity: 'look', message: `the variable ${name} was left out: ${owner} has a value for it` });
    return false;
  });
  if (variables.length === 0 && environment.secrets.length === 0) return { environment: null, notes };
  return { environment: { ...environment, variables: Object.fromEntries(variables) }, notes };
}

function conflictText(key: string, { with: other, on }: ImportConflict): string {
  if (on === 'id') return `there is a function "${other}" already`;
  if (on === 'route') return `the function "${other}" answers the route of "${key}" already`;
  return `there is a ${other} already, and it differs`;
}
