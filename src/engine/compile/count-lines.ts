import remapping, { type EncodedSourceMap } from '@jridgewell/remapping';
import { GREATEST_LOWER_BOUND, LEAST_UPPER_BOUND, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { parse, type AnyNode, type Statement } from 'acorn';
import MagicString from 'magic-string';

import type { Compiled } from './compiler.ts';
import { lineClockCode } from './line-clock.ts';

/** A line of the person's own files that has code of which it can be told whether it ran. */
export interface CountedLine {
  file: string;
  line: number;
}

export interface CountedCode extends Pick<Compiled, 'code' | 'sourceMap'> {
  /** What the counters stand for, by number. Several may be of one line. */
  counted: readonly CountedLine[];
}

/** The export that holds the counters, as `line-clock.ts` has them: the sandbox reads it when the call has ended. */
export const countersName = '__nexoLines';
const countName = '__nexoLine';
/** What esbuild always writes at the end. */
const lastExport = '\nexport {';
/** Counting is for people who look at their own code; parsing more would keep them waiting. */
const maxLength = 2_000_000;

/**
 * The same code with a counter and a clock before each statement of the person's own files, and its map back to them.
 * Null where that cannot be done; the code then runs without.
 */
export function countLines(compiled: Pick<Compiled, 'code' | 'sourceMap'>): CountedCode | null {
  if (compiled.code.length > maxLength || compiled.code.includes(countName)) return null;
  const text = new MagicString(compiled.code);
  const map = new TraceMap(compiled.sourceMap);
  const counted: CountedLine[] = [];
  const counter = (node: AnyNode): string | null => {
    const { file, line } = placeOf(map, node) ?? {};
    if (file === undefined || line === undefined || isForeign(file)) return null;
    counted.push({ file, line });
    return `${countName}(${counted.length - 1})`;
  };
  walk(parse(compiled.code, { ecmaVersion: 'latest', sourceType: 'module', locations: true }), text, counter);
  text.prepend(`const [${countersName}, ${countName}] = ${lineClockCode(counted.length)}; `);
  text.appendLeft(compiled.code.lastIndexOf(lastExport) + lastExport.length, ` ${countersName},`);
  const own = text.generateMap({ hires: true }).toString();
  const sourceMap = remapping([own, compiled.sourceMap] as (string | EncodedSourceMap)[], () => null).toString();
  return { ...compiled, code: text.toString(), sourceMap, counted };
}

/** Not every keyword is in the map: what follows it on its line is. */
function placeOf(map: TraceMap, { loc }: AnyNode): CountedLine | null {
  const { line, column } = loc!.start;
  for (const bias of [GREATEST_LOWER_BOUND, LEAST_UPPER_BOUND] as const) {
    const place = originalPositionFor(map, { line, column, bias });
    if (place.source !== null) return { file: place.source, line: place.line };
  }
  return null;
}

/** Of packages and of our own nobody wants to know. */
const isForeign = (source: string): boolean => source.startsWith('nexo:') || /(^|\/)node_modules\//.test(source);

/** What the compiler adds after the person's last line. */
function isOurs(statement: Statement): boolean {
  const [first] = statement.type === 'VariableDeclaration' ? statement.declarations : [];
  return first?.id.type === 'Identifier' && first.id.name.startsWith('__nexo');
}

type Counter = (node: AnyNode) => string | null;

/** Declarations do nothing by themselves: it counts when a function is entered. */
const silent = new Set<string>([
  'FunctionDeclaration',
  'ClassDeclaration',
  'EmptyStatement',
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportDefaultDeclaration',
  'ExportAllDeclaration',
  'BlockStatement',
]);

function walk(node: AnyNode, text: MagicString, counter: Counter): void {
  switch (node.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
      countEach(node.body as Statement[], text, counter);
      break;
    case 'SwitchCase':
      countEach(node.consequent, text, counter);
      break;
    case 'IfStatement':
      countSingle(node.consequent, text, counter);
      if (node.alternate) countSingle(node.alternate, text, counter);
      break;
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      countSingle(node.body, text, counter);
      break;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      countEntry(node, node.body, text, counter);
  }
  for (const child of childrenOf(node)) walk(child, text, counter);
}

function countEach(statements: readonly Statement[], text: MagicString, counter: Counter): void {
  for (const statement of statements) {
    const code = silent.has(statement.type) || isOurs(statement) ? null : counter(statement);
    if (code !== null) text.appendLeft(statement.start, `${code};`);
  }
}

/** A body without braces. */
function countSingle(statement: Statement, text: MagicString, counter: Counter): void {
  // The map has `else if` where the first `if` is.
  const place = statement.type === 'IfStatement' ? statement.test : statement;
  const code = silent.has(statement.type) ? null : counter(place);
  if (code === null) return;
  text.appendLeft(statement.start, `{${code};`);
  text.prependRight(statement.end, '}');
}

function countEntry(node: AnyNode, body: AnyNode, text: MagicString, counter: Counter): void {
  const isBlock = body.type === 'BlockStatement';
  const code = counter(isBlock ? node : body);
  if (code === null) return;
  if (isBlock) text.appendLeft(body.start + 1, `${code};`);
  else {
    text.appendLeft(body.start, `(${code},`);
    text.prependRight(body.end, ')');
  }
}

function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node).flat().filter(isNode);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
