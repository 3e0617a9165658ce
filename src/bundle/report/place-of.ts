import type { Finding } from '../../contract/bundle.ts';

/**
 * Where a setting of a function is written: a path such as `['limits', 'cpuMs']` in its `function.json`; for a variable of
 * the environment, in `nexo.json`. No line for what is written nowhere, which is then a default.
 */
export type PlaceOf = (functionId: string, path: readonly (string | number)[]) => Pick<Finding, 'file' | 'line'>;
