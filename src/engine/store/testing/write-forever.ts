import { functionDraftSchema } from '../../../contract/function.ts';
import { createStore } from '../create-store.ts';
import { silentLog } from './silent-log.ts';

/** Saves one generation after the other, and tells each that was acknowledged, until somebody kills the process. */
const [folder = ''] = process.argv.slice(2);
const store = await createStore({ folder, log: silentLog, watch: false });
const existing = store.get('steady');
let generation = Number(existing?.env['GENERATION'] ?? 0);
if (!existing) {
  await store.create(
    functionDraftSchema.parse({ name: 'steady', route: '/steady', code: '0', env: { GENERATION: '0' } }),
  );
}
process.stdout.write(`acknowledged ${generation}\n`);
for (;;) {
  generation++;
  const language = generation % 3 === 0 ? 'typescript' : 'javascript';
  const code = `${generation}\n${'x'.repeat((generation * 7_919) % 50_000)}`;
  await store.update('steady', { code, language, env: { GENERATION: `${generation}` } });
  const extra = await store.create(
    functionDraftSchema.parse({ name: `extra-${generation}`, route: '/x', code: 'extra' }),
  );
  if (generation > 3) await store.remove(`extra-${generation - 3}`).catch(() => undefined);
  process.stdout.write(`acknowledged ${generation} ${extra.id}\n`);
}
