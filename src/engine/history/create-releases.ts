import type { PublishMode } from '../../contract/function.ts';
import type { PublishedVersion, Releases } from '../router/releases.ts';
import type { StoredVersion } from './database/version-table.ts';
import type { History } from './history.ts';
import { changesSince, contentOf, filesOf, hashesOf, settingsOf } from './version-content.ts';

export interface ReleaseBook extends Releases {
  /** Reads which versions there are; functions are deployed after that. Never rejects. */
  open(): Promise<void>;
  /** How functions without a choice of their own are published. */
  setDefaultMode(mode: PublishMode): void;
  /** Resolves when everything published so far has been written. Never rejects. */
  settled(): Promise<void>;
}

export interface ReleaseBookOptions {
  history: Pick<History, 'versions'>;
  log: { warn(fields: object, message: string): void };
  now?(): number;
}

type Known = PublishedVersion & { content: string };

/** Knows the latest version of every function, so that a number is there at once; the rest is in the history. */
export function createReleases({ history, log, now = Date.now }: ReleaseBookOptions): ReleaseBook {
  const latest = new Map<string, Known>();
  let defaultMode: PublishMode = 'save';
  let writing: Promise<void> = Promise.resolve();

  const write = (version: StoredVersion): void => {
    const written = history.versions
      .call('addVersion', [version])
      .catch((error: unknown) => log.warn({ error, functionId: version.functionId }, 'a version could not be kept'));
    writing = Promise.all([writing, written]).then(() => undefined);
  };
  return {
    async open() {
      try {
        for (const row of await history.versions.call('latestVersions', [])) latest.set(row.functionId, row);
      } catch (error) {
        log.warn({ error }, 'earlier versions cannot be read: what is saved is served');
      }
    },
    setDefaultMode: (mode) => void (defaultMode = mode),
    settled: () => writing,
    modeOf: ({ publish = defaultMode }) => publish,
    latest: (functionId) => latest.get(functionId),
    publish(source, hash, compiled, { origin, message = '', rollbackOf = null }) {
      const settings = settingsOf(source);
      const files = filesOf(source, compiled);
      const hashes = hashesOf(files);
      const content = contentOf(settings, hashes, compiled);
      const before = latest.get(source.id);
      if (before?.content === content) return before;
      const number = (before?.number ?? 0) + 1;
      const version = { number, hash, content, publishedAt: now(), settings };
      const known = { ...version, files: hashes };
      latest.set(source.id, known);
      const { code: bundle, sourceMap, inputs } = compiled;
      const told = { functionId: source.id, origin, message, rollbackOf };
      write({ ...version, ...told, bundle, sourceMap, inputs: [...inputs], files });
      return known;
    },
    async load(functionId, number) {
      await writing;
      const stored = await history.versions.call('getVersion', [functionId, number]).catch(() => undefined);
      if (stored === undefined) return undefined;
      const { bundle, sourceMap, inputs, files, hash, settings } = stored;
      const entry = files.find(({ path }) => path === settings.file)?.bytes ?? new Uint8Array();
      return { hash, settings, code: Buffer.from(entry).toString(), compiled: { code: bundle, sourceMap, inputs } };
    },
    pending: changesSince,
  };
}
