import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

import { preludeOptions } from '../../../../scripts/vite-plugin-prelude.ts';

/** The web platform without a dispatcher, as one script, bundled as the prelude is. */
export async function bundlePlatform(): Promise<string> {
  const entryPoints = [fileURLToPath(new URL('./entry.ts', import.meta.url))];
  const { outputFiles } = await build({ ...preludeOptions, entryPoints });
  return outputFiles?.[0]?.text ?? '';
}
