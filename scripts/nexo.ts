/** `npm run nexo -- …`: the command line, built first where it is out of date. */
import path from 'node:path';

import { build } from './build.ts';
import { root } from './project.ts';

await build('engine');
// In this process, so that signals and the exit code are the program's own.
await import(path.join(root, 'out/engine/nexo.js'));
