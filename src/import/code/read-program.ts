import { SourceMap, type SourceMapPayload } from 'node:module';

import { parse, type AnyNode, type Node, type Program } from 'acorn';
import { full } from 'acorn-walk';
import { transform } from 'esbuild';

import { loaderOf } from './loader-of.ts';

/** What a module of a source offers and does, seen by a parser. Lines count from 1 in the module's own text. */
export interface ReadProgram {
  /** Its exports, those of CommonJS too, with their lines. */
  exports: ReadonlyMap<string, number>;
  /** What kind of expression the default export is, and how many parameters it takes where it is a function. */
  fallback: {
    type: 'function' | 'object' | 'class' | 'other';
    parameters: number;
    members: ReadonlySet<string>;
  } | null;
  /** The value of an exported constant, where it is written out. */
  constant(name: string): unknown;
  /** The first lines of these names: `caches`, `Deno.serve`, `.waitUntil`, or a module such as `https://…`. */
  uses(names: ReadonlySet<string>): { name: string; line: number }[];
  /** Every module that is imported, with its line. */
  imports: { name: string; line: number }[];
}

/** Undefined for a text that does not parse: compiling it says why. */
export async function readProgram(file: string, text: string): Promise<ReadProgram | undefined> {
  const loader = loaderOf(file);
  if (loader === undefined || loader === 'json' || loader === 'text') return undefined;
  try {
    const { code, map } = await transform(text, {
      loader,
      sourcefile: file,
      sourcemap: 'external',
      jsx: 'automatic',
      logLevel: 'silent',
    });
    const program = parse(code, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      locations: true,
      allowHashBang: true,
      allowReturnOutsideFunction: true,
    });
    return describe(program, new SourceMap(JSON.parse(map) as SourceMapPayload));
  } catch {
    return undefined;
  }
}

function describe(program: Program, map: SourceMap): ReadProgram {
  const lineOf = ({ loc }: Node): number => {
    const entry = loc ? map.findEntry(loc.start.line - 1, loc.start.column) : {};
    return 'originalLine' in entry ? Number(entry.originalLine) + 1 : (loc?.start.line ?? 1);
  };
  const exports = new Map<string, number>();
  const values = new Map<string, AnyNode>();
  const declared = new Map<string, AnyNode>();
  const imports: ReadProgram['imports'] = [];
  const first = new Map<string, number>();
  let fallback: AnyNode | undefined;
  const note = (name: string, node: Node): void => {
    if (!first.has(name)) first.set(name, lineOf(node));
  };
  const add = (name: string, node: Node, value?: AnyNode | null): void => {
    exports.set(name, lineOf(node));
    if (value) values.set(name, value);
    if (name === 'default' && value) fallback = value;
  };
  for (const statement of program.body as AnyNode[]) {
    if (statement.type === 'VariableDeclaration') declare(statement, declared);
    if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration')
      declared.set(statement.id?.name ?? '', statement);
    if (statement.type === 'ExportDefaultDeclaration') add('default', statement, statement.declaration as AnyNode);
    if (statement.type !== 'ExportNamedDeclaration') continue;
    const { declaration, specifiers } = statement;
    if (declaration?.type === 'VariableDeclaration') {
      declare(declaration, declared);
      for (const one of declaration.declarations)
        if (one.id.type === 'Identifier') add(one.id.name, one, one.init as AnyNode);
    } else if (declaration) {
      declared.set(declaration.id.name, declaration as AnyNode);
      add(declaration.id.name, declaration, declaration as AnyNode);
    }
    for (const { exported, local } of specifiers) {
      const name = exported.type === 'Identifier' ? exported.name : String(exported.value);
      const known = local.type === 'Identifier' ? declared.get(local.name) : undefined;
      add(name, statement, known ?? (local as AnyNode));
    }
  }
  full(program, (node) => {
    const one = node as AnyNode;
    if (one.type === 'ImportDeclaration') imports.push({ name: String(one.source.value), line: lineOf(one) });
    if (one.type === 'Identifier') note(one.name, one);
    if (one.type === 'MemberExpression') noteMember(one, note);
    if (one.type === 'AssignmentExpression') addCommonJs(one.left as AnyNode, one.right as AnyNode, add);
  });
  const resolved = (node: AnyNode | undefined): AnyNode | undefined =>
    node?.type === 'Identifier' ? (declared.get(node.name) ?? node) : node;
  return {
    exports,
    fallback: fallback === undefined ? null : kindOf(resolved(fallback)!),
    constant: (name) => literal(resolved(values.get(name))),
    uses: (names) => [...names].flatMap((name) => (first.has(name) ? [{ name, line: first.get(name)! }] : [])),
    imports,
  };
}

function declare(
  { declarations }: Extract<AnyNode, { type: 'VariableDeclaration' }>,
  declared: Map<string, AnyNode>,
): void {
  for (const { id, init } of declarations) if (id.type === 'Identifier' && init) declared.set(id.name, init as AnyNode);
}

function noteMember(
  node: Extract<AnyNode, { type: 'MemberExpression' }>,
  note: (name: string, node: Node) => void,
): void {
  if (node.computed || node.property.type !== 'Identifier') return;
  note(`.${node.property.name}`, node);
  if (node.object.type === 'Identifier') note(`${node.object.name}.${node.property.name}`, node);
}

/** `exports.handler = …`, `module.exports.handler = …`, `module.exports = { handler }`. */
function addCommonJs(left: AnyNode, right: AnyNode, add: (name: string, node: Node, value?: AnyNode) => void): void {
  if (left.type !== 'MemberExpression' || left.property.type !== 'Identifier') return;
  const { object, property } = left;
  const isExports = (object.type === 'Identifier' && object.name === 'exports') || isModuleExports(object as AnyNode);
  if (isExports) return add(property.name, left, right);
  if (!isModuleExports(left)) return;
  if (right.type !== 'ObjectExpression') return add('default', left, right);
  for (const one of right.properties) {
    if (one.type === 'Property' && one.key.type === 'Identifier') add(one.key.name, one, one.value as AnyNode);
  }
}

function isModuleExports(node: AnyNode): boolean {
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return false;
  return node.object.name === 'module' && node.property.type === 'Identifier' && node.property.name === 'exports';
}

function kindOf(node: AnyNode): NonNullable<ReadProgram['fallback']> {
  const members = new Set<string>();
  if (node.type === 'ObjectExpression') {
    for (const one of node.properties)
      if (one.type === 'Property' && one.key.type === 'Identifier') members.add(one.key.name);
    return { type: 'object', parameters: 0, members };
  }
  if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression')
    return { type: 'class', parameters: 0, members };
  if ('params' in node) return { type: 'function', parameters: node.params.length, members };
  return { type: 'other', parameters: 0, members };
}

/** A value that is written out: texts, numbers, lists and objects of them. Undefined for all else. */
function literal(node: AnyNode | undefined): unknown {
  if (node?.type === 'Literal') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]?.value.cooked;
  if (node?.type === 'ArrayExpression') return node.elements.map((one) => literal(one as AnyNode));
  if (node?.type !== 'ObjectExpression') return undefined;
  const entries = node.properties.flatMap((one): [string, unknown][] => {
    if (one.type !== 'Property' || one.computed) return [];
    const name = one.key.type === 'Identifier' ? one.key.name : one.key.type === 'Literal' ? String(one.key.value) : '';
    return name === '' || name === '__proto__' ? [] : [[name, literal(one.value as AnyNode)]];
  });
  return Object.fromEntries(entries);
}
