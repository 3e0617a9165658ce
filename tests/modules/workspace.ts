import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { startEngine, type TestEngine } from '../support/start-engine.ts';

export interface ModulesWorkspace {
  readonly folder: string;
  readonly engine: TestEngine;
  write(file: string, text: string): Promise<void>;
  dispose(): Promise<void>;
}

/**
 * An engine on a workspace with packages installed and functions in it. Packages are copied: what a function is made
 * of may not lie outside of its workspace. Each function answers `/<name>` and everything below it.
 */
export async function modulesWorkspace(
  packages: readonly string[],
  functions: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<ModulesWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), 'nexo-modules-'));
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  };
  for (const name of packages) {
    await cp(resolve('node_modules', name), join(folder, 'node_modules', name), { recursive: true });
  }
  for (const [id, files] of Object.entries(functions)) {
    for (const [file, text] of Object.entries(files)) await write(join('functions', id, file), text);
    await write(join('functions', id, 'function.json'), functionJson(id));
  }
  const engine = await startEngine({ workspace: folder });
  return {
    folder,
    engine,
    write,
    async dispose() {
      await engine.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The files of a function in `fixtures/`. */
export async function fixture(name: string): Promise<Record<string, string>> {
  const folder = resolve('tests/modules/fixtures', name);
  const files = (await readdir(folder)).map(async (file) => [file, await readFile(join(folder, file), 'utf8')]);
  return Object.fromEntries((await Promise.all(files)) as [string, string][]);
}

function functionJson(id: string): string {
  const limits = { cpuMs: 2_000 };
  return JSON.stringify({ route: `/${id}/*`, methods: ['GET', 'POST', 'OPTIONS'], limits });
}
