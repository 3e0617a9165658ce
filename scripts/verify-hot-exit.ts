/**
 * `npm run verify:hot-exit [-- <trials>]`: types in the real window, kills every process of the app without warning, and
 * counts what is there at the next start; 100 times unless told otherwise. Fails when more than a second was lost.
 */
import { runOrExit } from './project.ts';

const trials = process.argv[2] ?? '100';
await runOrExit([process.execPath, 'scripts/test.ts', '--e2e', 'hot-exit'], {
  env: { ...process.env, NEXO_KILL_TRIALS: trials },
});
