import { describe, expect, test } from 'vitest';

import type { FunctionSummary } from '../../../contract/function.ts';
import { defaultLimits } from '../../../contract/limits.ts';
import { treeMove, treeRows, type TreeRow } from './explorer-tree.ts';

const summary = (id: string): FunctionSummary => ({
  id,
  name: id,
  route: `/${id}`,
  methods: ['GET'],
  language: 'typescript',
  limits: defaultLimits,
  env: {},
  bindings: {},
  secrets: [],
  version: '000000000000',
  file: `functions/${id}/index.ts`,
  damage: null,
});

const paths = new Set([
  'functions/a/index.ts',
  'functions/a/util.ts',
  'functions/a/lib/price.ts',
  'functions/a/tests/one.json',
  'functions/b/index.ts',
  'shared/text.ts',
]);

function rows(expanded: readonly string[], filter = ''): TreeRow[] {
  const isExpanded = (path: string) => expanded.includes(path);
  return treeRows({ functions: [summary('a'), summary('b')], paths, filter, isExpanded });
}
const shown = (tree: readonly TreeRow[]): string[] => tree.map(({ level, name }) => `${'  '.repeat(level - 1)}${name}`);

describe('the rows', () => {
  test('are the functions and the shared folder while nothing is open', () => {
    expect(shown(rows([]))).toEqual(['a', 'b', 'shared']);
  });

  test('have the entry first, then folders, then files', () => {
    expect(shown(rows(['functions/a', 'functions/a/lib', 'shared']))).toEqual([
      'a',
      '  index.ts',
      '  lib',
      '    price.ts',
      '  tests',
      '  util.ts',
      'b',
      'shared',
      '  text.ts',
    ]);
  });

  test('a filter finds functions by name and files by theirs', () => {
    expect(shown(rows([], 'price'))).toEqual(['a', '  lib', '    price.ts']);
    expect(shown(rows([], 'text'))).toEqual(['shared', '  text.ts']);
    expect(shown(rows([], '/b'))).toEqual(['b']);
  });
});

describe('the arrow keys', () => {
  const tree = rows(['functions/a']);

  test('open and close, then go in and out', () => {
    expect(treeMove('ArrowRight', 4, tree)).toBeUndefined();
    expect(treeMove('ArrowRight', 5, tree)).toEqual({ expand: 'functions/b', to: true });
    expect(treeMove('ArrowRight', 0, tree)).toEqual({ focus: 1 });
    expect(treeMove('ArrowLeft', 4, tree)).toEqual({ focus: 0 });
    expect(treeMove('ArrowLeft', 0, tree)).toEqual({ expand: 'functions/a', to: false });
    expect(treeMove('ArrowLeft', 5, tree)).toBeUndefined();
  });
});
