import { NexoError } from '../../contract/errors.ts';
import type { FunctionPatch, NexoFunction } from '../../contract/function.ts';
import type { VersionContent } from '../../contract/version.ts';
import { decodeUtf8 } from '../../kit/decode-utf8.ts';
import { encodeBody } from '../body/encode-body.ts';
import type { StoredVersion, VersionFile } from '../history/database/version-table.ts';
import { filesOf, settingsOf } from '../history/version-content.ts';
import { functionDamaged, functionNotFound } from '../router/function-registry.ts';
import { routeConflict } from '../router/route-table.ts';
import type { Store } from '../store/store.ts';
import { os } from './implementer.ts';
import type { Services } from './services.ts';

/** Versions of functions: what was published, publishing, and going back. */
export function versionHandlers(services: Services) {
  const { history, registry, compiler, releases, store: openStore } = services;

  const savedOf = (store: Store, id: string): NexoFunction => {
    const saved = store.get(id);
    if (saved !== undefined) return saved;
    const known = registry.get(id);
    throw known === undefined ? functionNotFound(id) : functionDamaged(known.summary);
  };
  const find = async (id: string, number: number): Promise<StoredVersion> => {
    await releases.settled();
    const found = await history.versions.call('getVersion', [id, number]);
    if (found === undefined) throw new NexoError('NOT_FOUND', `"${id}" has no version ${number}, or not any more`);
    return found;
  };
  const checkRoute = (id: string, { route, methods }: Pick<NexoFunction, 'route' | 'methods'>): void => {
    const taken = registry.conflict({ id, route, methods });
    if (taken !== undefined) throw routeConflict(route, taken.method, taken.owner.id);
  };
  const summaryOf = (id: string) => {
    const summary = registry.summary(id);
    if (summary === undefined) throw functionNotFound(id);
    return summary;
  };
  const rollBack = async (store: Store, id: string, version: StoredVersion): Promise<void> => {
    const saved = savedOf(store, id);
    checkRoute(id, version.settings);
    // Serves it before anything is written: nobody gets a mixture of old files and new ones.
    await registry.pin(id, { ...version, files: {} });
    try {
      await writeFiles(store, id, version, saved);
      const { number } = version;
      await registry.publish(id, { origin: 'rollback', rollbackOf: number });
    } catch (error) {
      registry.unpin(id);
      throw error;
    }
  };

  return {
    list: os.versions.list.handler(async ({ input: { id } }) => {
      savedOf(await openStore(), id);
      await releases.settled();
      return history.versions.call('listVersions', [id]);
    }),
    get: os.versions.get.handler(async ({ input: { id, number } }) => {
      await openStore();
      return contentOf(await find(id, number));
    }),
    saved: os.versions.saved.handler(async ({ input: { id } }) => {
      const saved = savedOf(await openStore(), id);
      // Code that does not compile is shown as far as it is known: its entry.
      const compiled = await compiler.compile(saved).catch(() => ({}));
      return contentOf({ settings: settingsOf(saved), files: filesOf(saved, compiled) });
    }),
    publish: os.versions.publish.handler(async ({ input: { id, message } }) => {
      const store = await openStore();
      store.expectWritable();
      const saved = savedOf(store, id);
      checkRoute(id, saved);
      const { number } = await registry.publish(id, { origin: 'publish', message });
      await releases.settled();
      if (message !== '') await history.versions.call('describeVersion', [id, number, message]);
      return summaryOf(id);
    }),
    describe: os.versions.describe.handler(async ({ input: { id, number, message } }) => {
      (await openStore()).expectWritable();
      await find(id, number);
      await history.versions.call('describeVersion', [id, number, message]);
    }),
    rollback: os.versions.rollback.handler(async ({ input: { id, number } }) => {
      const store = await openStore();
      store.expectWritable();
      await rollBack(store, id, await find(id, number));
      await releases.settled();
      return summaryOf(id);
    }),
  };
}

/** Others first: the entry's save is what makes the function whole again. */
async function writeFiles(store: Store, id: string, version: StoredVersion, saved: NexoFunction): Promise<void> {
  const { settings, files } = version;
  const entry = files.find(({ path }) => path === settings.file);
  for (const { path, bytes } of files) {
    if (path !== settings.file) await store.files.write(path, textOf(path, bytes), undefined);
  }
  const { route, methods, language, limits, bindings, secrets } = settings;
  const env = Object.fromEntries(settings.env.map((name) => [name, saved.env[name] ?? '']));
  const code = entry === undefined ? saved.code : textOf(entry.path, entry.bytes);
  const patch: FunctionPatch = { code, route, methods, language, limits, env, bindings, secrets };
  await store.update(id, patch);
}

function textOf(path: string, bytes: Uint8Array): string {
  const text = decodeUtf8(bytes);
  if (text !== undefined) return text;
  throw new NexoError('INVALID_INPUT', `${path} is no text, and a rollback writes only text`, { field: 'number' });
}

function contentOf({
  settings,
  files,
}: {
  settings: VersionContent['settings'];
  files: VersionFile[];
}): VersionContent {
  return { settings, files: files.map(({ path, bytes }) => ({ path, ...encodeBody(bytes) })) };
}
