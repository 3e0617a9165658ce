import { installationOf, type WantedPackages } from '../contract/import.ts';
import type { PackageChange } from '../contract/package.ts';
import type { Session } from './run-command.ts';

/** Has npm install what an import asks for, place by place, and tells what npm says. False when some of it failed. */
export async function installPackages(
  session: Session,
  wanted: readonly WantedPackages[],
  tell: (line: string) => void,
): Promise<boolean> {
  let ok = true;
  for (const one of wanted) {
    tell(`Installing ${one.packages.join(' ')} for ${one.folder || 'the workspace'}`);
    const failure = await changePackages(session, installationOf(one), (line) => tell(`  ${line}`));
    if (failure === null) continue;
    ok = false;
    tell(`  npm failed: ${failure}`);
  }
  return ok;
}

/** Has npm make a change and tells what it says. Resolves with why it failed; null when it did not. */
export async function changePackages(
  { client, signal }: Session,
  change: PackageChange,
  tell: (line: string) => void,
): Promise<string | null> {
  let failure: string | null = null;
  for await (const event of await client.packages.change(change, { signal })) {
    if (event.type === 'line') tell(event.text);
    else if (!event.ok) failure = event.reason ?? 'it gave no reason';
  }
  return failure;
}
