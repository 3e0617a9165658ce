import { readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

/** A file of the built page. */
export interface Page {
  file: string;
  type: string;
  /** Its name has its content's hash: what a browser has of it stays right. */
  immutable: boolean;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

/**
 * The files of the built page by the paths they are served at, `/` being the page itself. Listed once, so that no path a
 * browser sends is ever looked up on the disk. Rejects when the page was not built.
 */
export async function listPages(folder: string): Promise<ReadonlyMap<string, Page>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw new Error(`the console's pages are not at ${folder}: build them with "npm run build"`, { cause: error });
  });
  const pages = new Map<string, Page>();
  for (const entry of entries) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(folder, file).split(sep).join('/')}`;
    pages.set(path === '/index.html' ? '/' : path, { file, type, immutable: path.startsWith('/assets/') });
  }
  if (!pages.has('/')) throw new Error(`there is no page at ${folder}: build it with "npm run build"`);
  return pages;
}
