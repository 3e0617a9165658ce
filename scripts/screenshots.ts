/** `npm run screenshots`: takes the pictures of the README anew, in a real window, into docs/images. */
import { runOrExit } from './project.ts';

await runOrExit([process.execPath, 'scripts/test.ts', '--e2e'], { env: { ...process.env, NEXO_SCREENSHOTS: '1' } });
