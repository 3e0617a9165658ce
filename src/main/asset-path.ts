import path from 'node:path';

/** What a build puts into the page's folder: plain names, one folder deep or two, and a known ending. */
const assetPattern = /^\/(?:[\w@-][\w@.-]*\/){0,2}[\w@-][\w@.-]*\.(?:html|js|css|map|json|svg|png|woff2?|ttf)$/;

/** The file a URL path stands for, `/` being the page itself; undefined for anything a build would not have made. */
export function resolveAssetPath(folder: string, urlPath: string): string | undefined {
  const assetPath = urlPath === '/' ? '/index.html' : urlPath;
  if (!assetPattern.test(assetPath) || assetPath.includes('..')) return undefined;
  return path.join(folder, assetPath);
}
