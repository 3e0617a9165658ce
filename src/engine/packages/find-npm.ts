import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** How npm is started: a program and what comes before npm's own arguments. */
export interface NpmCommand {
  program: string;
  prefix: readonly string[];
}

/** The npm a person would get in a terminal, by the folders of PATH; undefined where there is none. */
export async function findNpm(environment: NodeJS.ProcessEnv = process.env): Promise<NpmCommand | undefined> {
  const path = environment['PATH'] ?? environment['Path'] ?? '';
  for (const folder of path.split(delimiter).filter((name) => name !== '')) {
    const found = process.platform === 'win32' ? await onWindows(folder) : await onPosix(folder);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function onPosix(folder: string): Promise<NpmCommand | undefined> {
  const program = join(folder, 'npm');
  return (await can(program, constants.X_OK)) ? { program, prefix: [] } : undefined;
}

/** `npm.cmd` needs a shell, which would take arguments apart again: its script is run by the Node beside it. */
async function onWindows(folder: string): Promise<NpmCommand | undefined> {
  const program = join(folder, 'node.exe');
  const script = join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const isThere = (await can(program, constants.F_OK)) && (await can(script, constants.F_OK));
  return isThere ? { program, prefix: [script] } : undefined;
}

function can(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}
