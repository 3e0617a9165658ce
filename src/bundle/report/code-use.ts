import { SourceMap, type SourceMapPayload } from 'node:module';

import { parse, type AnyNode, type Identifier, type Node, type Program } from 'acorn';
import { ancestor, type AncestorVisitors } from 'acorn-walk';

import type { ExportedFunction } from '../exported-function.ts';

/** Something that a function's code does, at its place in the person's sources. */
export interface CodeUse {
  /** A global it reads, such as `eval`; `new Function`; a module such as `node:buffer`. */
  name: string;
  file: string;
  line: number;
  column: number;
  /** Whether it runs while the module is loaded, not when the function is called. */
  whileLoading: boolean;
}

/** Uses of these names, first places only: the code as it is compiled, seen by a parser. */
export function codeUses({ code, sourceMap }: ExportedFunction, names: ReadonlySet<string>): CodeUse[] {
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module', locations: true });
  const declared = declaredNames(program);
  const map = new SourceMap(JSON.parse(sourceMap) as SourceMapPayload);
  const found = new Map<string, CodeUse>();
  const add = (name: string, node: Node, whileLoading: boolean): void => {
    const place = placeOf(node, map);
    const key = `${name} ${whileLoading}`;
    // A use in the person's own code says more than one in a package.
    const known = found.get(key);
    if (place === undefined || (known !== undefined && !(isPackaged(known.file) && !isPackaged(place.file)))) return;
    found.set(key, { name, ...place, whileLoading });
  };
  const visitors: AncestorVisitors<unknown> = {
    ImportDeclaration: (node) => add(String(node.source.value), node, false),
    Identifier(node, _, ancestors) {
      if (!names.has(node.name) || declared.has(node.name)) return;
      const parent = ancestors.at(-2);
      // `typeof X` is how code finds out whether X is there.
      if (parent?.type === 'UnaryExpression' && parent.operator === 'typeof') return;
      add(constructed(node, parent), node, isWhileLoading(ancestors));
    },
    MemberExpression(node, _, ancestors) {
      const name = memberName(node);
      if (name !== undefined && names.has(name)) add(name, node, isWhileLoading(ancestors));
    },
  };
  ancestor(program, visitors);
  return [...found.values()];
}

/** `Function` as such is harmless. */
function constructed({ name }: Identifier, parent: Node | undefined): string {
  const called = parent?.type === 'NewExpression' || parent?.type === 'CallExpression';
  return name === 'Function' && called ? 'new Function' : name;
}

/** `WebAssembly.compile` of globals, `.pipeThrough` of anything. */
function memberName(node: Extract<AnyNode, { type: 'MemberExpression' }>): string | undefined {
  if (node.computed || node.property.type !== 'Identifier') return undefined;
  return node.object.type === 'Identifier' ? `${node.object.name}.${node.property.name}` : `.${node.property.name}`;
}

const functionTypes = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

function isWhileLoading(ancestors: readonly Node[]): boolean {
  return !ancestors.some(({ type }) => functionTypes.has(type));
}

/** Every name that is declared anywhere: a function that has its own `eval` is not told about it. */
function declaredNames(program: Program): Set<string> {
  const names = new Set<string>();
  const addPattern = (pattern: AnyNode | null | undefined): void => {
    if (!pattern) return;
    if (pattern.type === 'Identifier') names.add(pattern.name);
    else if (pattern.type === 'ObjectPattern')
      for (const one of pattern.properties) addPattern(one.type === 'Property' ? one.value : one.argument);
    else if (pattern.type === 'ArrayPattern') for (const one of pattern.elements) addPattern(one);
    else if (pattern.type === 'AssignmentPattern') addPattern(pattern.left);
    else if (pattern.type === 'RestElement') addPattern(pattern.argument);
  };
  const addFunction = (node: { id?: AnyNode | null; params: AnyNode[] }): void => {
    addPattern(node.id);
    for (const parameter of node.params) addPattern(parameter);
  };
  ancestor(program, {
    VariableDeclarator: (node) => addPattern(node.id),
    FunctionDeclaration: addFunction,
    FunctionExpression: addFunction,
    ArrowFunctionExpression: addFunction,
    ClassDeclaration: (node) => addPattern(node.id),
    CatchClause: (node) => addPattern(node.param),
    ImportDeclaration: (node) => {
      for (const { local } of node.specifiers) names.add(local.name);
    },
  });
  return names;
}

function placeOf({ loc }: Node, map: SourceMap): Pick<CodeUse, 'file' | 'line' | 'column'> | undefined {
  if (!loc) return undefined;
  const entry = map.findEntry(loc.start.line - 1, loc.start.column);
  if (!('originalSource' in entry) || entry.originalSource.startsWith('nexo:')) return undefined;
  return { file: entry.originalSource, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

function isPackaged(file: string): boolean {
  return file.includes('node_modules/');
}
