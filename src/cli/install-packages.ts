import type { ImportResult } from '../contract/import.ts';
import { packageSpecSchema, type PackageChange, type PackageEvent } from '../contract/package.ts';
import type { RestClient } from './engine-client.ts';

/** Has npm install what an import asks for, place by place, and tells what npm says. False when some of it failed. */
export async function installPackages(
  client: RestClient,
  wanted: ImportResult['packages'],
  tell: (line: string) => void,
): Promise<boolean> {
  let ok = true;
  for (const one of wanted) {
    tell(`Installing ${one.packages.join(' ')} for ${one.folder || 'the workspace'}`);
    for await (const event of (await client.packages.change(changeOf(one))) as AsyncIterable<PackageEvent>) {
      if (event.type === 'line') tell(`  ${event.text}`);
      else if (!event.ok) {
        ok = false;
        tell(`  npm failed: ${event.reason ?? 'it gave no reason'}`);
      }
    }
  }
  return ok;
}

/** Functions came with a package.json; the workspace's own is added to. */
function changeOf({ folder, packages }: ImportResult['packages'][number]): PackageChange {
  if (folder !== '') return { action: 'install', folder };
  // Ranges of several parts are none that can be named; the newest is taken instead.
  const specs = packages.map((spec) =>
    packageSpecSchema.safeParse(spec).success ? spec : spec.slice(0, spec.lastIndexOf('@')),
  );
  return { action: 'add', folder, packages: specs };
}
