import type { Plugin } from 'vite';

/**
 * Monaco names its own TypeScript worker as a fallback, and the bundler would ship it beside ours: 7 MB that are never
 * loaded, since the editor always says which worker to use. Fails the build when Monaco has moved the place.
 */
export function oneTypeScriptWorker(): Plugin {
  const fallback = /createWorker: \(\) => new Worker\(new URL\('ts\.worker\.js', import\.meta\.url\)[^)]*\),?/;
  return {
    name: 'nexo:one-ts-worker',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('languages/features/typescript/workerManager.js')) return undefined;
      if (!fallback.test(code)) this.error('Monaco no longer names its TypeScript worker here; see this plugin.');
      return { code: code.replace(fallback, ''), map: null };
    },
  };
}
