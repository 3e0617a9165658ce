/**
 * Makes functions in a workspace that others want as well, opening it anew for each few. Arguments: the workspace, a
 * name, how many. Prints how often it was told that another has it.
 */
import { setTimeout as wait } from 'node:timers/promises';

import { NexoError } from '../../../src/contract/errors.ts';
import { createStore } from '../../../src/engine/store/create-store.ts';
import type { Store } from '../../../src/engine/store/store.ts';
import { silentLog } from '../../../src/engine/store/testing/silent-log.ts';
import { draftNamed } from './kept-things.ts';

const [folder = '', name = '', wanted = '0'] = process.argv.slice(2);
const atOnce = 3;
let refusals = 0;

async function whenFree(): Promise<Store> {
  for (;;) {
    try {
      return await createStore({ folder, log: silentLog, watch: false });
    } catch (error) {
      if (!(error instanceof NexoError) || !/is open in another Nexo Studio/.test(error.message)) throw error;
      refusals++;
      await wait(2);
    }
  }
}

for (let made = 0; made < Number(wanted);) {
  const store = await whenFree();
  for (let count = 0; count < atOnce && made < Number(wanted); count++, made++) {
    await store.create(draftNamed(`${name}-${made}`));
    await store.environments.put({ name: `${name}-${made}`, variables: {}, secrets: [] });
  }
  await store.dispose();
}
process.stdout.write(`${refusals}\n`);
