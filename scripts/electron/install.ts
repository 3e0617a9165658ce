import { readFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const requireFromHere = createRequire(import.meta.url);

/** The folder of the npm package `electron`; its launcher runs whatever `path.txt` and `dist` in it name. */
export const electronPackage = path.dirname(requireFromHere.resolve('electron/package.json'));

/** Resolves something the `electron` package itself depends on. */
export const requireFromElectron = createRequire(path.join(electronPackage, 'package.json'));

const pathFile = path.join(electronPackage, 'path.txt');
const distFolder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(electronPackage, 'dist');

/** The executable inside `dist`, as the `electron` package names it in `path.txt`. */
export const executableInDist =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string] ?? 'electron';

/** The executable the `electron` package would start without downloading anything, if there is one. */
export async function installedElectron(): Promise<string | undefined> {
  try {
    const name = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ? executableInDist : readFileSync(pathFile, 'utf8');
    const executable = path.join(distFolder, name);
    await access(executable);
    return executable;
  } catch {
    return undefined;
  }
}
