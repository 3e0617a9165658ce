import { join } from 'node:path';
import { z } from 'zod';

import { NexoError } from '../../contract/errors.ts';
import type { PackageChange, PackageEvent, PackageList } from '../../contract/package.ts';
import { findNpm } from './find-npm.ts';
import { npmArguments } from './npm-arguments.ts';
import { runNpm } from './run-npm.ts';

/** What the store does for packages: package.json is a person's file like any other. */
export interface PackageFiles {
  /** Undefined when there is none. Rejects with what makes it unreadable. */
  read(path: string): Promise<string | undefined>;
  /** The folder's real path, once it has a package.json. Rejects with FUNCTION_NOT_FOUND. */
  prepare(folder: string): Promise<string>;
  /** Sees that what npm wrote outlives a power cut. */
  settle(folder: string): Promise<void>;
}

export interface Packages {
  list(folder: string): Promise<PackageList>;
  change(change: PackageChange, signal: AbortSignal | undefined): AsyncGenerator<PackageEvent>;
}

const manifestSchema = z.looseObject({
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});

/** Installs what functions import with the npm of this machine, when a person asks for it. */
export function createPackages(
  files: PackageFiles,
  installed: (folder: string) => Promise<void>,
  environment: NodeJS.ProcessEnv = process.env,
): Packages {
  const busy = new Set<string>();

  async function readManifest(folder: string): Promise<{ wanted: Record<string, string>; problem: string | null }> {
    try {
      const text = await files.read(join(folder, 'package.json'));
      if (text === undefined) return { wanted: {}, problem: null };
      const { dependencies, devDependencies } = manifestSchema.parse(JSON.parse(text));
      return { wanted: { ...devDependencies, ...dependencies }, problem: null };
    } catch (error) {
      return { wanted: {}, problem: error instanceof Error ? error.message : String(error) };
    }
  }

  async function installedVersion(folder: string, name: string): Promise<string | null> {
    const text = await files.read(join(folder, 'node_modules', name, 'package.json')).catch(() => undefined);
    const version = text === undefined ? undefined : /"version"\s*:\s*"([^"]{1,80})"/.exec(text)?.[1];
    return version ?? null;
  }

  return {
    async list(folder) {
      const { wanted, problem } = await readManifest(folder);
      const npm = await findNpm(environment);
      const packages = await Promise.all(
        Object.entries(wanted)
          .filter(([name]) => !name.includes('..'))
          .map(async ([name, range]) => ({ name, range, installed: await installedVersion(folder, name) })),
      );
      return {
        folder,
        packages: packages.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
        problem,
        npm: npm?.prefix[0] ?? npm?.program ?? null,
      };
    },
    async *change(change, signal) {
      const { folder } = change;
      const command = await findNpm(environment);
      if (command === undefined) {
        throw new NexoError('NPM_MISSING', 'npm was not found on this machine. Install Node.js, which comes with npm.');
      }
      if (busy.has(folder)) throw new NexoError('PACKAGES_BUSY', 'npm is at work in this folder already.');
      busy.add(folder);
      try {
        const real = await files.prepare(folder);
        for await (const event of runNpm({ command, arguments: npmArguments(change), folder: real, signal })) {
          if (event.type === 'finished') {
            await files.settle(folder);
            await installed(folder);
          }
          yield event;
        }
      } finally {
        busy.delete(folder);
      }
    },
  };
}
