import { createPackages, type Packages } from '../packages/packages.ts';
import { readPackageTypes } from '../packages/package-types.ts';
import { os } from './implementer.ts';
import type { Services } from './services.ts';

/** Packages that functions import, installed when a person asks for it. */
export function packageHandlers({ registry, store: openStore }: Services) {
  let packages: Packages | undefined;
  const open = async (): Promise<Packages> => {
    const store = await openStore();
    // What says that packages were installed is watched as well; functions should serve them before the answer.
    const installed = (folder: string) =>
      registry.filesChanged([`${folder === '' ? '' : `${folder}/`}node_modules/.package-lock.json`]);
    return (packages ??= createPackages(store.packages, installed));
  };
  return {
    list: os.packages.list.handler(async ({ input }) => (await open()).list(input.folder)),
    types: os.packages.types.handler(async ({ input: { folder, specifier } }) =>
      readPackageTypes((await openStore()).packages, folder, specifier),
    ),
    change: os.packages.change.handler(async function* ({ input, signal }) {
      (await openStore()).expectWritable();
      yield* (await open()).change(input, signal);
    }),
  };
}
