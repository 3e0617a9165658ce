import { findNodeAtLocation, parseTree, type JSONPath } from 'jsonc-parser';

import type { PlaceOf } from '../../bundle/report/place-of.ts';
import type { Store } from '../store/store.ts';

/** Where settings of these functions are written, as the files are now. */
export async function settingPlaces(
  { imports }: Pick<Store, 'imports'>,
  functionIds: readonly string[],
  environment: string,
): Promise<PlaceOf> {
  const read = async (file: string): Promise<[string, LineOf]> => {
    // Decoding takes a byte order mark away.
    return [file, lineOfSetting(new TextDecoder().decode(await imports.read(file)))];
  };
  const shared = 'nexo.json';
  const files = new Map(await Promise.all([shared, ...functionIds.map(recordOf)].map(read)));
  return (functionId, path) => {
    const file = recordOf(functionId);
    const line = files.get(file)?.(path);
    const [section, name] = path;
    if (line !== undefined || section !== 'env' || name === undefined) return { file, line };
    return { file: shared, line: files.get(shared)?.(['environments', environment, 'variables', name]) };
  };
}

type LineOf = (path: readonly (string | number)[]) => number | undefined;

const recordOf = (functionId: string): string => `functions/${functionId}/function.json`;

function lineOfSetting(text: string): LineOf {
  let tree: ReturnType<typeof parseTree> | null = null;
  return (path) => {
    tree ??= parseTree(text);
    const node = tree && findNodeAtLocation(tree, path as JSONPath);
    return node && text.slice(0, node.offset).split('\n').length;
  };
}
