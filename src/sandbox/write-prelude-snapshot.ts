/** Run at the end of a build of the engine: leaves the prelude's snapshot where sandboxes look for it. */
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { builtSnapshot, makePreludeSnapshot } from './prelude-snapshot.ts';

const folder = path.dirname(builtSnapshot);
const unfinished = `${builtSnapshot}.new`;
writeFileSync(unfinished, new Uint8Array(makePreludeSnapshot().copy()));
renameSync(unfinished, builtSnapshot);
for (const name of readdirSync(folder)) {
  const file = path.join(folder, name);
  if (/^prelude-.*\.snapshot/.test(name) && file !== builtSnapshot) rmSync(file);
}
