import { readFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const requireFromHere = createRequire(import.meta.url);

/** The folder of the npm package `electron`; its launcher runs whatever `path.txt` and `dist` in it name. */
export const electronPackage = path.dirname(requireFromHere.resolve('electron/package.json'));

/** Resolves something the `electron` package itself depends on. */
export const requireFromElectron = createRequire(path.join(electronPackage, 'package.json'));

/** The executable inside `dist`, as the `electron` package names it in `path.txt`. */
export const executableInDist =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string] ?? 'electron';

/** Whether `electron .` would start without downloading anything. */
export async function isElectronInstalled(): Promise<boolean> {
  if (process.env['ELECTRON_OVERRIDE_DIST_PATH'] !== undefined) return true;
  try {
    const executable = readFileSync(path.join(electronPackage, 'path.txt'), 'utf8');
    await access(path.join(electronPackage, 'dist', executable));
    return true;
  } catch {
    return false;
  }
}
