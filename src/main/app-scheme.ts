import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { net, protocol } from 'electron';

import { pagePolicy } from '../kit/page-policy.ts';
import { resolveAssetPath } from './asset-path.ts';
import { previewPage, previewUrl } from './preview-page.ts';

/** Where the window's page lives. Its own scheme gives it an origin, a CSP header, and no reach into the disk. */
export const appOrigin = 'nexo://app';

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'nexo', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built page from `folder` as `nexo://app/`, the frame for previews, and nothing else. */
export function serveAppScheme(folder: string): void {
  protocol.handle('nexo', async (request) => {
    if (request.url === previewUrl) return previewPage();
    const url = new URL(request.url);
    const file = url.host === 'app' && request.method === 'GET' ? resolveAssetPath(folder, url.pathname) : undefined;
    if (file === undefined || !(await isInside(folder, file))) return new Response(null, { status: 404 });
    const response = await net.fetch(pathToFileURL(file).href);
    const headers = new Headers(response.headers);
    headers.set('content-security-policy', pagePolicy({ frames: previewUrl }));
    headers.set('x-content-type-options', 'nosniff');
    return new Response(response.body, { status: response.status, headers });
  });
}

/** Whether the file exists and no link leads it out of the folder. */
async function isInside(folder: string, file: string): Promise<boolean> {
  try {
    const [realFolder, realFile] = await Promise.all([realpath(folder), realpath(file)]);
    return realFile.startsWith(realFolder + path.sep);
  } catch {
    return false;
  }
}
