import type { Target } from '../target.ts';

/** Nexo itself: sources, tests and a manifest, of which `createNexoBundle` makes the files. */
export const nexo: Target = {
  name: 'nexo',
  label: 'Nexo',
  verifiedBy: { runtime: 'nexo', by: 'runtime' },
  files: () => [],
  readme: () => ({ sections: [] }),
};
