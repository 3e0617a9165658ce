/**
 * `npm run package`: the app as a folder that needs nothing else, `dist/nexo-studio-linux-x64`, made of the Electron this
 * machine has. Its `register` makes `nexo://` links and `.nexo.zip` files open it, for the user who runs it. Linux only:
 * other systems need signing, and tools that exist only there.
 */
import { chmod, cp, mkdir, mkdtemp, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';

import { build } from './build.ts';
import { desktopEntry, mimeType, registerScript } from './desktop-files.ts';
import { root, say } from './project.ts';
import { setupElectron } from './setup-electron.ts';

const platform = `${process.platform}-${process.arch}`;
const target = path.join(root, 'dist', `nexo-studio-${platform}`);
const locales = new Set(['en-US.pak', 'zh-CN.pak']);
/** What of Electron's folder is not the app's. */
const leftOut = new Set(['default_app.asar', 'LICENSE.electron.txt', 'version']);

if (process.platform !== 'linux') {
  say(`The app can be packaged on Linux only, so far; this is ${platform}.`);
  process.exit(1);
}
const electron = await setupElectron();
await build('engine');
await build('app');
await rm(target, { recursive: true, force: true });
await copyElectron(path.dirname(await realpath(electron)), path.basename(electron));
await packApp();
await copyEngine();
await writeDesktopFiles();
await flip();
say(`Packaged: ${path.join(target, 'nexo-studio')}`);

async function copyElectron(from: string, executable: string): Promise<void> {
  await cp(from, target, {
    recursive: true,
    filter: (file) => {
      const inLocales = path.basename(path.dirname(file)) === 'locales';
      return !leftOut.has(path.basename(file)) && (!inLocales || locales.has(path.basename(file)));
    },
  });
  await rename(path.join(target, executable), path.join(target, 'nexo-studio'));
}

/** Main process and page; everything they import is bundled into them. */
async function packApp(): Promise<void> {
  const staged = await mkdtemp(path.join(tmpdir(), 'nexo-package-'));
  try {
    for (const part of ['main', 'preload', 'renderer']) await copyBuilt(`out/${part}`, path.join(staged, 'out', part));
    const { name, version, description, license, author, main, type } = JSON.parse(
      await readFile(path.join(root, 'package.json'), 'utf8'),
    ) as Record<string, string>;
    const manifest = { name, version, description, license, author, main, type };
    await writeFile(path.join(staged, 'package.json'), JSON.stringify(manifest));
    await createPackage(staged, path.join(target, 'resources/app.asar'));
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}

/** Outside the archive: the real Node, which runs it, cannot read one. */
async function copyEngine(): Promise<void> {
  const engine = path.join(target, 'resources/engine');
  const packages = path.join(engine, 'node_modules');
  await copyBuilt('out/engine', engine);
  await writeFile(path.join(engine, 'package.json'), JSON.stringify({ type: 'module' }));
  await cp(path.join(root, `node_modules/node-${platform}/bin/node`), path.join(engine, 'node'));
  for (const name of ['node-gyp-build', 'esbuild', `@esbuild/${platform}`]) {
    await cp(path.join(root, 'node_modules', name), path.join(packages, name), { recursive: true });
  }
  for (const part of ['package.json', 'isolated-vm.js', 'LICENSE', `prebuilds/${platform}`]) {
    const from = path.join(root, 'node_modules/isolated-vm', part);
    await cp(from, path.join(packages, 'isolated-vm', part), { recursive: true });
  }
}

/** A part of a build without its source maps. */
async function copyBuilt(from: string, to: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  await cp(path.join(root, from), to, {
    recursive: true,
    filter: (file) => !file.endsWith('.map') && path.basename(file) !== '.built',
  });
}

async function writeDesktopFiles(): Promise<void> {
  await cp(path.join(root, 'resources/icon.svg'), path.join(target, 'nexo-studio.svg'));
  await writeFile(path.join(target, 'nexo-studio.desktop'), desktopEntry);
  await writeFile(path.join(target, 'nexo-bundle.xml'), mimeType);
  await writeFile(path.join(target, 'register'), registerScript);
  await chmod(path.join(target, 'register'), 0o755);
}

/** What an installed app never needs: being used as Node, being debugged, and running anything but its archive. */
async function flip(): Promise<void> {
  await flipFuses(path.join(target, 'nexo-studio'), {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  });
}
