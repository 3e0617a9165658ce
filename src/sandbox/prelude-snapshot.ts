import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import ivm from 'isolated-vm';
import prelude from 'virtual:guest-prelude';

import { preludeFile } from '../guest/door.ts';
import { warmUpScript } from './warm-up.ts';

/** V8 ends the process over a snapshot of another V8, and no isolate may start from another prelude: the name tells all. */
const madeOf = [process.versions.v8, process.platform, process.arch, prelude, warmUpScript];
const digest = createHash('sha256').update(JSON.stringify(madeOf)).digest('hex').slice(0, 16);

/** Where `write-prelude-snapshot.ts` leaves it while the engine is built. */
export const builtSnapshot = path.join(import.meta.dirname, `prelude-${digest}.snapshot`);

/** The heap that isolates start from: as it was built or, where this is another Node than the build's, made now. */
export function preludeSnapshot(): ivm.ExternalCopy<ArrayBuffer> {
  return readBuilt() ?? makePreludeSnapshot();
}

/** Runs the prelude in a new heap and keeps that, which takes as long as a third of a sandbox's start. */
export function makePreludeSnapshot(): ivm.ExternalCopy<ArrayBuffer> {
  return ivm.Isolate.createSnapshot([{ code: prelude, filename: preludeFile }], warmUpScript);
}

function readBuilt(): ivm.ExternalCopy<ArrayBuffer> | undefined {
  try {
    const { buffer } = Uint8Array.from(readFileSync(builtSnapshot));
    return new ivm.ExternalCopy(buffer, { transferOut: true });
  } catch {
    return undefined;
  }
}
