import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PluginBuild } from 'esbuild';

/** Where JSX goes when nothing says otherwise: the first of these that is installed. */
const libraries = ['react', 'preact', 'hono/jsx'];
const maxConfigBytes = 1_000_000;

export interface JsxSource {
  /** Resolves `/jsx-runtime` and the like in the library that JSX is for; undefined when there is none. */
  resolve(subpath: string, resolveDir: string): Promise<string | undefined>;
}

/**
 * `jsxImportSource` of the tsconfig.json nearest to the entry, or else an installed library. Looked up only for
 * functions that have JSX without a pragma. `onRead` is told of the files that decide.
 */
export function createJsxSource(
  build: PluginBuild,
  folders: readonly string[],
  onRead: (path: string) => void,
): JsxSource {
  let configured: Promise<string | undefined> | undefined;

  async function readConfigured(): Promise<string | undefined> {
    for (const folder of folders) {
      const path = join(folder, 'tsconfig.json');
      const text = await readSmall(path).catch(() => undefined);
      if (text === undefined) continue;
      onRead(path);
      // Not parsed: a tsconfig.json may have comments and trailing commas.
      const [, source] = /^(?!\s*\/\/).*?"jsxImportSource"\s*:\s*"([^"]+)"/m.exec(text) ?? [];
      if (source !== undefined) return source;
    }
    return undefined;
  }

  return {
    async resolve(subpath, resolveDir) {
      const chosen = await (configured ??= readConfigured());
      for (const library of chosen === undefined ? libraries : [chosen]) {
        const found = await build.resolve(library + subpath, { kind: 'import-statement', resolveDir });
        if (found.errors.length === 0) return found.path;
      }
      return undefined;
    },
  };
}

/** Of a link nobody knows where it leads: to a device without end, for one. */
async function readSmall(path: string): Promise<string | undefined> {
  const state = await lstat(path);
  return state.isFile() && state.size <= maxConfigBytes ? readFile(path, 'utf8') : undefined;
}
