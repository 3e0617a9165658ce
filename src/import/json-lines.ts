import { findNodeAtLocation, parseTree } from 'jsonc-parser';

import { linesOf } from './line-at.ts';

/** Where things are in a JSON text: the line of what is at a path, or of the nearest thing above it; from 1. */
export function jsonLines(text: string): (path: readonly (string | number)[]) => number {
  const plain = text.replace(/^\uFEFF/, '');
  const tree = parseTree(plain);
  const lineAt = linesOf(plain);
  return (path) => {
    for (let length = path.length; tree !== undefined && length > 0; length--) {
      const node = findNodeAtLocation(tree, path.slice(0, length));
      if (node !== undefined) return lineAt(node.parent?.type === 'property' ? node.parent.offset : node.offset);
    }
    return 1;
  };
}
