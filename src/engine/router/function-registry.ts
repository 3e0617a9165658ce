import { NexoError } from '../../contract/errors.ts';
import type { FunctionSummary, Method, NexoFunction } from '../../contract/function.ts';
import type { Compiled, Compiler } from '../compile/compiler.ts';
import type { Deployment } from '../deployment.ts';
import { createRouteTable, type Routed, type RouteMatch, type RouteTable } from './route-table.ts';

/** A function the engine knows, whether or not it has been compiled yet. */
export interface RegisteredFunction extends Routed {
  readonly summary: FunctionSummary;
  /** What runs, once it has been compiled; a damaged function never is. */
  readonly deployment: Deployment | undefined;
}

export interface RegistryOptions {
  compiler: Pick<Compiler, 'compile'>;
  /** Called when nothing will lead to this deployment any more. */
  retire(deployment: Deployment): void;
}

/**
 * All functions of the workspace and the routes that lead to them. A change takes effect at once and as a whole:
 * the next request sees the new set.
 */
export interface FunctionRegistry {
  /** Adds or replaces. `compiled` saves compiling on first use. Keeps the running deployment of an equal version. */
  put(source: NexoFunction, compiled?: Compiled): void;
  putDamaged(summary: FunctionSummary): void;
  remove(id: string): void;
  get(id: string): RegisteredFunction | undefined;
  /** Ordered by id, with what is wrong with routes that were edited by hand. */
  list(): FunctionSummary[];
  summary(id: string): FunctionSummary | undefined;
  match(method: string, path: string): RouteMatch<RegisteredFunction>;
  conflict(candidate: Routed): { method: Method; owner: Routed } | undefined;
  /**
   * The deployment to run now, compiled when it has not been. Rejects with SYNTAX_ERROR when the source does not
   * parse, FUNCTION_DAMAGED when its folder cannot be read, FUNCTION_NOT_FOUND when there is no such function.
   */
  deploy(id: string): Promise<Deployment>;
}

interface Entry extends RegisteredFunction {
  summary: FunctionSummary;
  deployment: Deployment | undefined;
  /** Null for a damaged function. */
  readonly source: NexoFunction | null;
  compiling: Promise<void> | undefined;
}

export function createFunctionRegistry({ compiler, retire }: RegistryOptions): FunctionRegistry {
  const entries = new Map<string, Entry>();
  /** Built when next asked for, so that a thousand changes cost one table. */
  let table: RouteTable<Entry> | undefined;

  const sorted = (): Entry[] => [...entries.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const routes = (): RouteTable<Entry> => (table ??= createRouteTable(sorted().filter(hasRoute)));
  const replace = (id: string, entry: Entry | undefined): void => {
    const before = entries.get(id)?.deployment;
    if (entry === undefined) entries.delete(id);
    else entries.set(id, entry);
    table = undefined;
    if (before !== undefined && before !== entry?.deployment) retire(before);
  };
  const summary = (entry: Entry): FunctionSummary => {
    const damage = entry.summary.damage ?? routes().problems.get(entry.id) ?? null;
    return damage === entry.summary.damage ? entry.summary : { ...entry.summary, damage };
  };
  const compile = async (entry: Entry, source: NexoFunction): Promise<void> => {
    const compiled = await compiler.compile(source);
    if (entries.get(entry.id) === entry) entry.deployment = deploymentOf(source, compiled);
  };

  return {
    put(source, compiled) {
      const running = entries.get(source.id)?.deployment;
      const same = running?.source.version === source.version ? running : undefined;
      const deployment = same ?? (compiled && deploymentOf(source, compiled));
      replace(source.id, { ...routedOf(source), summary: summaryOf(source), source, deployment, compiling: undefined });
    },
    putDamaged(damaged) {
      const entry = { ...routedOf(damaged), summary: damaged, source: null };
      replace(damaged.id, { ...entry, deployment: undefined, compiling: undefined });
    },
    remove: (id) => replace(id, undefined),
    get: (id) => entries.get(id),
    list: () => sorted().map(summary),
    summary(id) {
      const entry = entries.get(id);
      return entry && summary(entry);
    },
    match: (method, path) => routes().match(method, path),
    conflict: (candidate) => routes().conflict(candidate),
    async deploy(id) {
      for (;;) {
        const entry = entries.get(id);
        if (entry === undefined) throw functionNotFound(id);
        if (entry.source === null) throw functionDamaged(entry.summary);
        if (entry.deployment !== undefined) return entry.deployment;
        // A change while it compiles makes a new entry, which the next turn of the loop finds.
        entry.compiling ??= compile(entry, entry.source).finally(() => (entry.compiling = undefined));
        await entry.compiling;
      }
    },
  };
}

export function functionNotFound(id: string): NexoError {
  return new NexoError('FUNCTION_NOT_FOUND', `there is no function "${id}"`);
}

export function functionDamaged({ id, damage }: FunctionSummary): NexoError {
  return new NexoError(
    'FUNCTION_DAMAGED',
    `the function "${id}" cannot be opened: ${damage?.reason ?? 'it is damaged'}`,
  );
}

/** A deployment of compiled code; also for code that was never saved. */
export function deploymentOf(source: NexoFunction, compiled: Compiled): Deployment {
  const { id, version, file, env, limits } = source;
  return {
    function: source,
    source: { functionId: id, version, code: compiled.code, file, env, limits },
    sourceMap: compiled.sourceMap,
  };
}

function routedOf({ id, route, methods }: FunctionSummary): Routed {
  return { id, route, methods };
}

function hasRoute({ route, methods }: Routed): boolean {
  return route !== '' && methods.length > 0;
}

function summaryOf(source: NexoFunction): FunctionSummary {
  const { id, name, route, methods, language, limits, env, version, file, damage } = source;
  return { id, name, route, methods, language, limits, env, version, file, damage };
}
