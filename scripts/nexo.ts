/** `npm run nexo -- …`: the command line, built first where it is out of date. */
import path from 'node:path';

import { build } from './build.ts';
import { root } from './project.ts';

await build('engine');
// What browsers are given is the app's own page.
if (process.argv.some((arg) => /^--console(-addr)?(=|$)/.test(arg))) await build('app');
// In this process, so that signals and the exit code are the program's own.
await import(path.join(root, 'out/engine/nexo.js'));
