/**
 * Electron's own start-up app hands over to the folder named on the command line; the fallback build of Electron
 * comes without one, so this takes its place. It is an ES module because only then does Electron wait for the
 * app's own code before it is `ready`.
 */
import { readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { app } from 'electron';

const command = readArguments(process.argv.slice(1));
process.defaultApp = true;
// oxlint-disable-next-line no-underscore-dangle -- what Node itself does for --require; there is no public way
if (command.preloads.length > 0) Module._preloadModules(command.preloads);
if (process.argv.includes('--version') || process.argv.includes('-v')) {
  process.stdout.write(`v${process.versions.electron}\n`);
  process.exit(0);
}
if (command.folder === undefined) {
  process.stderr.write('Name the folder of the app to start.\n');
  process.exit(1);
}
await startApp(path.resolve(command.folder));

function readArguments(args) {
  const preloads = [];
  for (let i = 0; i < args.length; i++) {
    const argument = args[i];
    if (argument === '-r' || argument === '--require') preloads.push(args[++i]);
    else if (!argument.startsWith('-')) return { preloads, folder: argument };
  }
  return { preloads, folder: undefined };
}

async function startApp(appPath) {
  const manifestFile = path.join(appPath, 'package.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  if (manifest.version) app.setVersion(manifest.version);
  app.name = manifest.productName ?? manifest.name;
  app.setDesktopName(manifest.desktopName ?? `${app.name}.desktop`);
  app.setAppPath(appPath);
  const entry = createRequire(manifestFile).resolve(path.join(appPath, manifest.main));
  await import(pathToFileURL(entry).href);
}
