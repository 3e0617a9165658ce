import { jsonFile, type BundleFile } from '../bundle/bundle-file.ts';
import type { DraftFunction } from './import-draft.ts';

/** `function.json` of an imported function: not trusted, whatever its source says of itself. */
export function recordFile(one: DraftFunction, bindings: Readonly<Record<string, string>>, from: string): BundleFile {
  const { name, route, methods, language, limits, env, secrets, record = {} } = one;
  const { importedFrom: _from, trusted: _trusted, ...kept } = record;
  const bound = Object.fromEntries(Object.entries(bindings).map(([key, id]) => [key, { function: id }]));
  const said = record['name'] === undefined && Object.keys(record).length > 0 && name === one.key ? {} : { name };
  return jsonFile('function.json', {
    ...kept,
    ...said,
    route,
    methods,
    ...(Object.keys(record).length === 0 && { language }),
    limits,
    env,
    ...(Object.keys(bound).length > 0 || 'bindings' in kept ? { bindings: bound } : {}),
    ...(secrets.length > 0 || 'secrets' in kept ? { secrets } : {}),
    importedFrom: from.slice(0, 200),
    trusted: false,
  });
}
