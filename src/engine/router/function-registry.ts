import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';

import { NexoError } from '../../contract/errors.ts';
import type { Damage, FunctionSummary, Method, NexoFunction, Release } from '../../contract/function.ts';
import type { Compiled, Compiler } from '../compile/compiler.ts';
import type { Deployment } from '../deployment.ts';
import { createMask } from '../secrets/mask.ts';
import type { FunctionEnv } from '../secrets/function-env.ts';
import { noReleases, type Publication, type PublishedVersion, type Releases } from './releases.ts';
import { createRouteTable, type Routed, type RouteMatch, type RouteTable } from './route-table.ts';

/** A function the engine knows, whether or not it has been compiled yet. */
export interface RegisteredFunction extends Routed {
  readonly summary: FunctionSummary;
  /** What runs, once it has been compiled; a damaged function never is. */
  readonly deployment: Deployment | undefined;
}

export interface RegistryOptions {
  compiler: Pick<Compiler, 'compile'>;
  functionEnv: Pick<FunctionEnv, 'of'>;
  releases?: Releases;
  /** Since when the served version is paused; null while it runs. */
  pausedSince?(id: string, version: string): number | null;
  /** Called when nothing will lead to this deployment any more. */
  retire(deployment: Deployment): void;
  /** Called when compiling has changed what `summary` says: the version, or the problem. */
  changed?(id: string): void;
}

/**
 * All functions of the workspace and the routes that lead to them. A change takes effect at once and as a whole:
 * the next request sees the new set.
 */
export interface FunctionRegistry {
  /**
   * Adds or replaces what is saved, and publishes it where saving does. `compiled` saves compiling on first use. Keeps the
   * running deployment of an equal version.
   */
  put(source: NexoFunction, compiled?: Compiled, origin?: Publication['origin']): void;
  /** Serves what is saved, as a version of its own. Rejects like `deploy`, and changes nothing then. */
  publish(id: string, publication: Publication): Promise<PublishedVersion>;
  /** Serves a published version at once, whatever is saved meanwhile, until `publish` or `unpin`. */
  pin(id: string, version: PublishedVersion): Promise<Deployment>;
  /** Ends what `pin` began. */
  unpin(id: string): void;
  /** Compiles now what would be compiled on first use, so that its problem shows. Never rejects. */
  check(id: string): Promise<void>;
  /**
   * Files of the workspace have changed: functions made of them are compiled again, and serve as they were until then.
   * Resolves when all of that has taken effect; never rejects.
   */
  filesChanged(files: readonly string[]): Promise<void>;
  /** The environment or a secret's value is another one: functions it matters to are deployed anew, as they are. */
  envChanged(): void;
  putDamaged(summary: FunctionSummary): void;
  remove(id: string): void;
  /** How many there are. */
  readonly size: number;
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
  /**
   * A version on a deployment of its own, with the values variables have now; whoever asks retires it. Undefined when it
   * is not kept.
   */
  deployVersion(id: string, number: number): Promise<Deployment | undefined>;
}

interface Entry extends RegisteredFunction {
  summary: FunctionSummary;
  deployment: Deployment | undefined;
  /** Null for a damaged function. */
  readonly source: NexoFunction | null;
  /** The files the deployment was made of, without the entry. */
  inputs: ReadonlySet<string>;
  compiling: Promise<void> | undefined;
  /** The version that is served instead of what is saved. */
  readonly pinned: PublishedVersion | null;
  /** Whether it stays so for now though saving would publish. */
  readonly isHeld: boolean;
  /** What the saved function is made of, while another version is served. */
  saved: Pick<Compiled, 'files' | 'inputs'> | undefined;
  /** What published the version that serves, or will. */
  readonly publication: Publication;
  /** The version that serves, as far as it is known; a pinned one is the `pinned`. */
  release: Pick<PublishedVersion, 'number' | 'publishedAt'> | typeof nothingReleased;
}

export function createFunctionRegistry(options: RegistryOptions): FunctionRegistry {
  const { compiler, functionEnv, releases = noReleases, retire, changed, pausedSince = () => null } = options;
  const entries = new Map<string, Entry>();
  /** Built when next asked for, so that a thousand changes cost one table. Its targets are no newer than their routes. */
  let table: RouteTable<Routed> | undefined;

  const sorted = (): Entry[] => [...entries.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const routes = (): RouteTable<Routed> => (table ??= createRouteTable(sorted().filter(hasRoute).map(routedOf)));
  /** With ten thousand functions, a new table costs as much as a thousand requests. */
  const reroute = (before: Routed | undefined, after: Routed | undefined): void => {
    const [was, is] = [before, after].map((routed) => routed && hasRoute(routed));
    if (was === is && (!is || haveSameRoutes(before!, after!))) return;
    if (was || !table?.extend(routedOf(after!))) table = undefined;
  };
  const replace = (id: string, entry: Entry | undefined): void => {
    const before = entries.get(id);
    if (entry === undefined) entries.delete(id);
    else entries.set(id, entry);
    reroute(before, entry);
    if (before?.deployment !== undefined && before.deployment !== entry?.deployment) retire(before.deployment);
  };
  const summary = (entry: Entry): FunctionSummary => {
    const damage = entry.summary.damage ?? routes().problems.get(entry.id) ?? null;
    const { source, deployment } = entry;
    const paused = deployment === undefined ? null : pausedSince(entry.id, deployment.source.version);
    return {
      ...entry.summary,
      damage,
      ...(source && { release: releaseOf(entry, source) }),
      ...(paused !== null && { pausedSince: paused }),
    };
  };
  const releaseOf = (entry: Entry, source: NexoFunction): Release => {
    const { number, publishedAt } = entry.pinned ?? entry.release ?? { number: null, publishedAt: null };
    const pending = entry.pinned === null ? [] : releases.pending(entry.pinned, source, entry.saved?.files);
    return { number, publishedAt, mode: releases.modeOf(source), pending };
  };
  /** Makes the compiled code what runs, unless that is the very same already. */
  const adopt = (entry: Entry, source: NexoFunction, compiled: Compiled): void => {
    const { deployment: before, summary: told } = entry;
    const version = versionOf(source, compiled);
    entry.inputs = new Set(compiled.inputs);
    if (before?.source.version !== version) {
      entry.deployment = deploymentOf({ ...source, version }, compiled, functionEnv);
      if (before !== undefined) retire(before);
    }
    const { number } = entry.release;
    entry.release = releases.publish(source, version, compiled, entry.publication);
    if (entry.deployment !== undefined) entry.deployment.number = entry.release.number;
    tell(entry, { ...told, version, problem: undefined }, number !== entry.release.number);
  };
  const deployVersion = async (source: NexoFunction, number: number): Promise<Deployment | undefined> => {
    const stored = await releases.load(source.id, number);
    if (stored === undefined) return undefined;
    const { settings, hash: version, code, compiled } = stored;
    const env = Object.fromEntries(Object.entries(source.env).filter(([name]) => settings.env.includes(name)));
    const deployment = deploymentOf({ ...source, ...settings, env, code, version }, compiled, functionEnv);
    deployment.number = number;
    return deployment;
  };
  /** Makes a published version what runs. */
  const adoptPinned = async (entry: Entry, source: NexoFunction, { number }: PublishedVersion): Promise<void> => {
    const deployment = await deployVersion(source, number);
    if (entries.get(entry.id) !== entry) return;
    if (deployment !== undefined) {
      if (entry.deployment !== undefined) retire(entry.deployment);
      entry.deployment = deployment;
      return;
    }
    // The history is lost: what is saved is served.
    replace(entry.id, {
      ...entry,
      ...routedOf(source),
      ...nothingCompiled,
      pinned: null,
      isHeld: false,
      compiling: undefined,
    });
  };
  /** Compiles what is saved and not served, so that its problem and what is new in it show. Never rejects. */
  const inspect = async (entry: Entry, source: NexoFunction): Promise<void> => {
    const { saved, problem } = await compiler.compile(source).then(
      (compiled) => ({ saved: compiled, problem: undefined }),
      (error: unknown) => ({ saved: undefined, problem: problemOf(error, source.file) }),
    );
    if (entries.get(entry.id) !== entry) return;
    entry.saved = saved;
    tell(entry, { ...entry.summary, problem }, true);
  };
  const fail = (entry: Entry, source: NexoFunction, error: unknown): void => {
    const { deployment: before, summary: told } = entry;
    entry.deployment = undefined;
    if (before !== undefined) retire(before);
    tell(entry, { ...told, problem: problemOf(error, source.file) });
  };
  const tell = (entry: Entry, told: FunctionSummary, isNews = false): void => {
    const news =
      isNews || told.version !== entry.summary.version || !isDeepStrictEqual(told.problem, entry.summary.problem);
    entry.summary = told;
    if (news) changed?.(entry.id);
  };
  const compile = async (entry: Entry, source: NexoFunction): Promise<void> => {
    if (entry.pinned !== null) return adoptPinned(entry, source, entry.pinned);
    try {
      const compiled = await compiler.compile(source);
      if (entries.get(entry.id) === entry) adopt(entry, source, compiled);
    } catch (error) {
      if (entries.get(entry.id) === entry) fail(entry, source, error);
      throw error;
    }
  };
  /** One compilation of a function at a time: a new one begins when the running one has ended. */
  const compileNext = (entry: Entry, source: NexoFunction): Promise<void> => {
    const running = entry.compiling?.catch(() => {}) ?? Promise.resolve();
    const next = running
      .then(() => (entries.get(entry.id) === entry ? compile(entry, source) : undefined))
      .finally(() => {
        if (entry.compiling === next) entry.compiling = undefined;
      });
    entry.compiling = next;
    return next;
  };

  /** Published by hand, the latest version serves, and what is saved waits; as it does while a rollback is under way. */
  const pinFor = (source: NexoFunction, before: Entry | undefined): PublishedVersion | null => {
    if (before?.isHeld) return before.pinned;
    if (releases.modeOf(source) === 'save') return null;
    return releases.latest(source.id) ?? null;
  };
  const expect = (id: string): { entry: Entry; source: NexoFunction } => {
    const entry = entries.get(id);
    if (entry === undefined) throw functionNotFound(id);
    if (entry.source === null) throw functionDamaged(entry.summary);
    return { entry, source: entry.source };
  };
  const deploy = async (id: string): Promise<Deployment> => {
    for (;;) {
      const entry = entries.get(id);
      if (entry === undefined) throw functionNotFound(id);
      if (entry.source === null) throw functionDamaged(entry.summary);
      if (entry.deployment !== undefined) return entry.deployment;
      // A change while it compiles makes a new entry, which the next turn of the loop finds.
      await (entry.compiling ?? compileNext(entry, entry.source));
    }
  };

  /** What of the entry before still holds: the running deployment where the same would run, what was told of equal sources. */
  const carriedOver = (source: NexoFunction, pinned: PublishedVersion | null, before: Entry | undefined) => {
    const isSaved = before?.source?.version === source.version && before.source.file === source.file;
    const hasSameEnv = isDeepStrictEqual(before?.source?.env, source.env);
    const runsOn = (pinned === null ? isSaved : hasSameEnv) && before?.pinned?.number === pinned?.number;
    const { deployment, inputs } = before !== undefined && runsOn ? before : nothingCompiled;
    const told = before !== undefined && isSaved ? pick(before.summary) : {};
    const saved = isSaved ? before.saved : undefined;
    return { deployment, inputs, told, saved };
  };
  const put: FunctionRegistry['put'] = (source, compiled, origin = 'save') => {
    const before = entries.get(source.id);
    const pinned = pinFor(source, before);
    const { deployment, inputs, told, saved } = carriedOver(source, pinned, before);
    const entry: Entry = {
      ...routedOf({ id: source.id, ...(pinned?.settings ?? source) }),
      ...nothingPublished,
      summary: { ...summaryOf(source), ...told },
      source,
      deployment,
      inputs,
      compiling: undefined,
      pinned,
      publication: { origin },
      ...(before !== undefined && { isHeld: before.isHeld, release: before.release }),
    };
    replace(source.id, entry);
    if (pinned !== null) {
      entry.saved = compiled ?? saved;
      if (entry.saved === undefined) void inspect(entry, source);
    } else if (compiled) adopt(entry, source, compiled);
  };

  return {
    put,
    async publish(id, publication) {
      for (;;) {
        const { entry, source } = expect(id);
        const compiled = await compiler.compile(source);
        if (entries.get(id) !== entry) continue;
        const next: Entry = {
          ...entry,
          ...routedOf(source),
          publication,
          pinned: null,
          isHeld: false,
          compiling: undefined,
        };
        replace(id, next);
        adopt(next, source, compiled);
        const release = next.release as PublishedVersion;
        // From here on saving changes nothing of what is served.
        if (releases.modeOf(source) === 'hand') {
          entries.set(id, { ...next, pinned: release, saved: compiled, inputs: new Set() });
        }
        changed?.(id);
        return release;
      }
    },
    async pin(id, version) {
      replace(id, {
        ...expect(id).entry,
        ...routedOf({ id, ...version.settings }),
        ...nothingCompiled,
        pinned: version,
        isHeld: true,
        compiling: undefined,
      });
      changed?.(id);
      return deploy(id);
    },
    unpin(id) {
      const { entry, source } = expect(id);
      if (!entry.isHeld) return;
      entries.set(id, { ...entry, isHeld: false });
      put(source);
    },
    putDamaged(damaged) {
      const entry = { ...routedOf(damaged), summary: damaged, source: null, compiling: undefined };
      replace(damaged.id, { ...entry, ...nothingCompiled, ...nothingPublished });
    },
    async check(id) {
      await deploy(id).catch(() => {});
    },
    async filesChanged(files) {
      const concerned = [...entries.values()].filter(isOfFiles);
      const affected = concerned.filter((entry) => files.some((file) => isMadeOf(entry, file)));
      await Promise.allSettled(affected.flatMap((entry) => (entry.source ? [compileNext(entry, entry.source)] : [])));
      const unpublished = concerned.filter(({ saved }) => files.some((file) => saved?.inputs.includes(file)));
      await Promise.all(unpublished.flatMap((entry) => (entry.source ? [inspect(entry, entry.source)] : [])));
    },
    envChanged() {
      for (const entry of entries.values()) {
        const { deployment: before } = entry;
        if (before === undefined) continue;
        const { source, sourceMap } = before;
        const next = deploymentOf(before.function, { code: source.code, sourceMap }, functionEnv);
        if (isDeepStrictEqual(next.source.env, source.env)) continue;
        next.number = before.number;
        entry.deployment = next;
        retire(before);
      }
    },
    remove: (id) => replace(id, undefined),
    get size() {
      return entries.size;
    },
    get: (id) => entries.get(id),
    list: () => sorted().map(summary),
    summary(id) {
      const entry = entries.get(id);
      return entry && summary(entry);
    },
    match(method, path) {
      const found = routes().match(method, path);
      if (found.type !== 'found') return found;
      return { ...found, target: entries.get(found.target.id)! };
    },
    conflict: (candidate) => routes().conflict(candidate),
    deploy,
    async deployVersion(id, number) {
      return deployVersion(expect(id).source, number);
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
export function deploymentOf(
  source: NexoFunction,
  { code, sourceMap }: Pick<Compiled, 'code' | 'sourceMap'>,
  functionEnv: Pick<FunctionEnv, 'of'>,
): Deployment {
  const { id, version, file, bindings, limits } = source;
  const { env, secrets } = functionEnv.of(source);
  return {
    function: source,
    source: { functionId: id, version, code, file, env, bindings: Object.keys(bindings), limits },
    sourceMap,
    mask: createMask(Object.values(secrets)),
    number: null,
  };
}

function pick({ version, problem }: FunctionSummary): Pick<FunctionSummary, 'version' | 'problem'> {
  return { version, problem };
}

const nothingReleased = { number: null, publishedAt: null };
const nothingPublished: Pick<Entry, 'pinned' | 'isHeld' | 'saved' | 'publication' | 'release'> = {
  pinned: null,
  isHeld: false,
  saved: undefined,
  publication: { origin: 'save' },
  release: nothingReleased,
};
const nothingCompiled = { deployment: undefined, inputs: new Set<string>() };

/** The source's own version; where more than that source runs, one that also changes with all that runs. */
function versionOf(source: NexoFunction, { inputs, code }: Compiled): string {
  if (inputs.length === 0) return source.version;
  return createHash('sha256').update(source.version).update(code).digest('hex').slice(0, 12);
}

/** Installing packages changes this folder; which of them it changed is not looked at. */
const packageFolder = /(?:^|\/)node_modules\//;

/** Whether it was compiled, or tried: before that, no file has had a part in it. */
function isOfFiles({ source, deployment, compiling, summary }: Entry): boolean {
  return source !== null && (deployment !== undefined || compiling !== undefined || summary.problem !== undefined);
}

/** Whether a change of `file` may change what runs; for code that does not compile, whether it may mend it. */
function isMadeOf({ inputs, deployment, source }: Entry, file: string): boolean {
  if (deployment !== undefined) {
    return inputs.has(file) || (packageFolder.test(file) && [...inputs].some((input) => packageFolder.test(input)));
  }
  if (source === null) return false;
  return file.startsWith(`functions/${source.id}/`) || !file.startsWith('functions/');
}

function problemOf(error: unknown, entryFile: string): Damage | undefined {
  if (!(error instanceof NexoError) || error.code !== 'SYNTAX_ERROR') return undefined;
  const { file = entryFile, line, column } = error.details;
  return { file, reason: error.message, line, column };
}

function routedOf({ id, route, methods }: Routed): Routed {
  return { id, route, methods };
}

function haveSameRoutes(a: Routed, b: Routed): boolean {
  return a.route === b.route && a.methods.join() === b.methods.join();
}

function hasRoute({ route, methods }: Routed): boolean {
  return route !== '' && methods.length > 0;
}

function summaryOf(source: NexoFunction): FunctionSummary {
  const { code: _, ...summary } = source;
  return summary;
}
