/** Opens the workspace named in the arguments, tries to change it, and prints what came of it as JSON. */
import { NexoError } from '../../../src/contract/errors.ts';
import { createStore } from '../../../src/engine/store/create-store.ts';
import { silentLog } from '../../../src/engine/store/testing/silent-log.ts';

const store = await createStore({ folder: process.argv[2] ?? '', log: silentLog, watch: false });
const refusal = await store.update('hello', { code: 'new' }).catch((error: unknown) => error);
const { readOnly } = store;
const code = store.get('hello')?.code;
await store.dispose();
process.stdout.write(JSON.stringify({ readOnly, code, refusal: refusal instanceof NexoError ? refusal.code : null }));
