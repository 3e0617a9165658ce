/** `npm run screenshots`: takes pictures of every screen in a real window, those of the README into docs/images. */
import { runOrExit } from './project.ts';

await runOrExit([process.execPath, 'scripts/test.ts', '--e2e'], { env: { ...process.env, NEXO_SCREENSHOTS: '1' } });
