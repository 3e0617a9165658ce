import { lstat, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { NexoError } from '../../contract/errors.ts';
import type { BundleFile } from '../bundle-file.ts';
import type { ExportedFunction } from '../exported-function.ts';

const maxFileBytes = 8_000_000;
const maxTotalBytes = 40_000_000;

/**
 * What functions are made of, as it lies in the workspace: their own folders with their tests, and of shared modules
 * and packages the files that they import. `workspace` is its real path. Follows no links.
 */
export async function collectSources(workspace: string, functions: readonly ExportedFunction[]): Promise<BundleFile[]> {
  const paths = new Set<string>();
  for (const {
    function: { id },
    inputs,
  } of functions) {
    for (const path of await filesIn(workspace, `functions/${id}`)) paths.add(path);
    for (const input of inputs) if (!input.startsWith('node:')) paths.add(input);
  }
  for (const path of await packageFiles(workspace, [...paths])) paths.add(path);
  let total = 0;
  const files: BundleFile[] = [];
  for (const path of [...paths].toSorted()) {
    const bytes = await readRegular(workspace, path);
    total += bytes.byteLength;
    if (total > maxTotalBytes) throw tooLarge('the sources', maxTotalBytes);
    files.push({ path, bytes });
  }
  return files;
}

async function filesIn(workspace: string, folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(workspace, folder), { withFileTypes: true })) {
    // Hidden files are where people keep what is nobody else's.
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await filesIn(workspace, path)));
    else if (entry.isFile()) found.push(path);
  }
  return found;
}

/** The package.json files that say where in a package its modules are, and what kind of modules. */
async function packageFiles(workspace: string, paths: readonly string[]): Promise<string[]> {
  const folders = new Set<string>();
  for (const path of paths.filter((one) => one.includes('node_modules/'))) {
    if (path.includes('node_modules/.')) throw linkedPackages(path);
    for (let folder = dirname(path); !/(?:^|\/)node_modules(?:\/@[^/]+)?$/.test(folder); folder = dirname(folder)) {
      folders.add(folder);
    }
  }
  const candidates = [...folders].map((folder) => `${folder}/package.json`);
  const isThere = await Promise.all(
    candidates.map((path) =>
      lstat(join(workspace, path)).then(
        (state) => state.isFile(),
        () => false,
      ),
    ),
  );
  return candidates.filter((_, index) => isThere[index]);
}

async function readRegular(workspace: string, path: string): Promise<Buffer> {
  const file = join(workspace, ...path.split('/'));
  const state = await lstat(file);
  if (!state.isFile()) throw new NexoError('INVALID_INPUT', `${path} is a link; a Nexo bundle needs the file itself`);
  if (state.size > maxFileBytes) throw tooLarge(path, maxFileBytes);
  return readFile(file);
}

function linkedPackages(path: string): NexoError {
  const how = 'install packages as plain folders ("npm install", or "node-linker=hoisted") for a Nexo bundle';
  return new NexoError('INVALID_INPUT', `${path} is reached by a link: ${how}`);
}

function tooLarge(what: string, bytes: number): NexoError {
  return new NexoError('INVALID_INPUT', `${what}: more than ${bytes / 1_000_000} MB cannot be exported`);
}
