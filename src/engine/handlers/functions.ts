import type { FunctionDraft, FunctionPatch, NexoFunction } from '../../contract/function.ts';
import type { Compiled, CompileInput } from '../compile/compiler.ts';
import { functionDamaged, functionNotFound } from '../router/function-registry.ts';
import { checkRoutePattern } from '../router/route-pattern.ts';
import { routeConflict, type Routed } from '../router/route-table.ts';
import type { Store, TestTable } from '../store/store.ts';
import { followRoute } from '../router/follow-route.ts';
import { checkEnv } from './check-env.ts';
import { os } from './implementer.ts';
import type { Services } from './services.ts';

/** Changes of functions take turns, so that what was checked still holds when it is stored. */
export type InTurn = <Result>(task: () => Promise<Result>) => Promise<Result>;

/**
 * Creating and changing functions. Everything is checked before anything is stored; what is stored is on the disk and
 * serves requests before the answer goes out.
 */
export function functionHandlers(services: Services, inTurn: InTurn) {
  const { registry, compiler, telemetry, pool, workspace, store: openStore } = services;
  const checkRoute = (candidate: Routed): void => {
    checkRoutePattern(candidate.route);
    const taken = registry.conflict(candidate);
    if (taken !== undefined) throw routeConflict(candidate.route, taken.method, taken.owner.id);
  };
  const missing = (id: string): Error => {
    const known = registry.get(id);
    return known === undefined ? functionNotFound(id) : functionDamaged(known.summary);
  };
  /** `compiled` is of use when what was saved is just what was compiled. */
  const deploy = async (saved: NexoFunction, input: CompileInput, compiled: Compiled): Promise<NexoFunction> => {
    const same = saved.file === input.file && saved.code === input.code && saved.language === input.language;
    registry.put(saved, same ? compiled : undefined);
    await registry.deploy(saved.id);
    return { ...saved, ...registry.summary(saved.id) };
  };
  const create = async (store: Store, draft: FunctionDraft): Promise<NexoFunction> => {
    checkRoute({ id: '', ...draft });
    checkEnv(draft);
    const input = { ...draft, file: store.fileOfNew(draft) };
    const compiled = await compiler.compile(input);
    return deploy(await store.create(draft), input, compiled);
  };
  const update = async (store: Store, id: string, patch: FunctionPatch): Promise<NexoFunction> => {
    const before = store.get(id);
    if (before === undefined) throw missing(id);
    const { route = before.route, methods = before.methods, code = before.code, language = before.language } = patch;
    checkRoute({ id, route, methods });
    const { env = before.env, bindings = before.bindings, secrets = before.secrets } = patch;
    checkEnv({ env, bindings, secrets });
    const input = { file: store.fileOf(id, language), code, language };
    const compiled = await compiler.compile(input);
    const updated = await deploy(await store.update(id, patch), input, compiled);
    if (route !== before.route) await leadTests(store.tests, id, before.route, route);
    return updated;
  };

  return {
    list: os.functions.list.handler(async () => {
      await openStore();
      return registry.list();
    }),
    create: os.functions.create.handler(async ({ input }) => {
      const store = await openStore();
      return inTurn(() => create(store, input));
    }),
    get: os.functions.get.handler(async ({ input }) => {
      const found = (await openStore()).get(input.id);
      if (found === undefined) throw missing(input.id);
      // The registry knows what became of it: other functions may have its route, and it may not compile.
      return { ...found, ...registry.summary(input.id) };
    }),
    update: os.functions.update.handler(async ({ input: { id, ...patch } }) => {
      const store = await openStore();
      return inTurn(() => update(store, id, patch));
    }),
    duplicate: os.functions.duplicate.handler(async ({ input: { id, name, route } }) => {
      const store = await openStore();
      return inTurn(async () => {
        const original = store.get(id);
        if (original === undefined) throw missing(id);
        checkRoute({ id: '', route, methods: original.methods });
        const copy = await store.duplicate(id, { name, route });
        registry.put(copy);
        // One that does not compile is copied as it is; its problem shows.
        await registry.check(copy.id);
        return registry.summary(copy.id) ?? copy;
      });
    }),
    remove: os.functions.remove.handler(async ({ input: { id } }) => {
      const store = await openStore();
      await inTurn(async () => {
        if (registry.get(id) === undefined) throw functionNotFound(id);
        await store.remove(id);
        registry.remove(id);
        telemetry.forget(id);
        pool.resume(id);
      });
    }),
    trust: os.functions.trust.handler(async ({ input: { id } }) => {
      const store = await openStore();
      return inTurn(async () => {
        const saved = store.get(id);
        if (saved === undefined) throw missing(id);
        if (saved.trusted !== false) return registry.summary(id) ?? saved;
        // What was granted to another function that had this id is not for this one.
        await store.grants.set(id, []);
        await store.trust(id);
        await registry.check(id);
        return registry.summary(id) ?? saved;
      });
    }),
    checkAll: os.functions.checkAll.handler(async () => {
      await openStore();
      const ids = registry.list().map(({ id }) => id);
      const rest = ids.values();
      const check = async (): Promise<void> => {
        for (const id of rest) await registry.check(id);
      };
      await Promise.all([check(), check()]);
      const failing = registry.list().filter(({ problem, damage }) => problem ?? damage).length;
      return { checked: ids.length, failing };
    }),
    resume: os.functions.resume.handler(async ({ input: { id } }) => {
      await openStore();
      pool.resume(id);
      const resumed = registry.summary(id);
      if (resumed === undefined) throw functionNotFound(id);
      workspace.changed(id);
      return resumed;
    }),
    restore: os.functions.restore.handler(async ({ input: { id } }) => {
      const store = await openStore();
      return inTurn(async () => {
        const restored = await store.restore(id, (removed) => checkRoute({ ...removed, id }));
        // Code that does not compile is brought back as well; its problem shows.
        await registry.check(id);
        return registry.summary(id) ?? restored;
      });
    }),
  };
}

/** Tests that call a function by its address call it by the new one. One that cannot be written stays as it was, and fails. */
async function leadTests(tests: TestTable, id: string, from: string, to: string): Promise<void> {
  await tests.ready;
  for (const { name, broken } of tests.list(id)) {
    if (broken !== null) continue;
    const { test } = tests.get(id, name);
    const { path } = test.request;
    const next = path === undefined ? undefined : followRoute(path, from, to);
    if (next === undefined) continue;
    await tests.save(id, name, { ...test, request: { ...test.request, path: next } }, 'replace').catch(() => undefined);
  }
}
