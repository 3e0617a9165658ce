/** `npm start`: sets up what is missing, builds what is out of date, and opens the window (or, without a display, serves the same screens to a browser). */
import path from 'node:path';

import { build } from './build.ts';
import { packageScript, root, run, runOrExit, say } from './project.ts';
import { setupElectron } from './setup-electron.ts';

const args = process.argv.slice(2);

if (hasDisplay()) await openWindow();
else await serveHeadless();

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

async function openWindow(): Promise<void> {
  await runOrExit(['sh', path.join(root, 'scripts/system-libraries.sh'), 'window']);
  await setupElectron();
  await build('engine');
  await build('app');
  // Chromium refuses to sandbox itself as root.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  process.exit(await run([...packageScript('electron/cli.js'), ...asRoot, '.', ...args]));
}

async function serveHeadless(): Promise<void> {
  say('There is no display here, so no window. Serving the same screens to a browser instead, as');
  say('`npm run -s nexo -- serve --console` does; from another machine, reach them through an SSH tunnel.');
  await build('engine');
  await build('app');
  process.argv.splice(2, args.length, 'serve', '--console', ...args);
  await import(path.join(root, 'out/engine/nexo.js'));
}
