/**
 * Writes everything that is kept in each of some folders, all kinds at once, and tells each write that was acknowledged,
 * until somebody kills the process. Arguments: the first number, the folders.
 */
import { writeSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { kinds, openEverything } from './generations.ts';

const [first = '1', ...folders] = process.argv.slice(2);
for (const [index, folder] of folders.entries()) {
  const things = await openEverything(folder);
  for (const [kind, { write }] of Object.entries(kinds)) {
    void (async () => {
      for (let n = Number(first); ; n++) {
        await write(things, n);
        // At once, whatever becomes of the process.
        writeSync(1, `${index} ${n} ${kind}\n`);
        await nextTurn();
      }
    })();
  }
}
