import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { net, protocol } from 'electron';

import { resolveAssetPath } from './asset-path.ts';
import { previewPage, previewUrl } from './preview-page.ts';

/** Where the window's page lives. Its own scheme gives it an origin, a CSP header, and no reach into the disk. */
export const appOrigin = 'nexo://app';

/** Monaco needs inline styles and same-origin workers; nothing is ever evaluated or fetched from elsewhere. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  `frame-src ${previewUrl}`,
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

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
    headers.set('content-security-policy', contentSecurityPolicy);
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
