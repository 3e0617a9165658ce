import type { NexoFunction, PublishMode } from '../../contract/function.ts';
import type { VersionOrigin, VersionSettings } from '../../contract/version.ts';
import type { Compiled } from '../compile/compiler.ts';

/** A published version as far as serving needs it. */
export interface PublishedVersion {
  number: number;
  /** As `x-nexo-version` says it. */
  hash: string;
  publishedAt: number;
  settings: VersionSettings;
  /** Hashes of the files it was made of, by their paths in the workspace. */
  files: Readonly<Record<string, string>>;
}

/** A version as it runs. */
export interface LoadedVersion extends Pick<PublishedVersion, 'hash' | 'settings'> {
  /** Its entry's text. */
  code: string;
  compiled: Compiled;
}

export interface Publication {
  origin: VersionOrigin;
  message?: string;
  rollbackOf?: number;
}

/** What the registry asks of those who keep versions. Nothing here rejects for a history that is lost. */
export interface Releases {
  modeOf(source: NexoFunction): PublishMode;
  latest(functionId: string): PublishedVersion | undefined;
  /** Numbers what runs now, unless it is what the latest version is already; kept soon after. */
  publish(source: NexoFunction, hash: string, compiled: Compiled, publication: Publication): PublishedVersion;
  /** What a version runs, made of its own files; undefined when it is not kept. */
  load(functionId: string, number: number): Promise<LoadedVersion | undefined>;
  /** What of the saved function is not in a version. `files` is what it is made of, where that is known. */
  pending(version: PublishedVersion, source: NexoFunction, files: Compiled['files']): string[];
}

/** For an engine that keeps no versions. */
export const noReleases: Releases = {
  modeOf: () => 'save',
  latest: () => undefined,
  publish: (source, hash) => ({
    number: 0,
    hash,
    publishedAt: 0,
    settings: { ...source, env: Object.keys(source.env) },
    files: {},
  }),
  load: async () => undefined,
  pending: () => [],
};
