import { parse as parseToml, TomlError } from 'smol-toml';
import { isMap, isScalar, LineCounter, parseDocument, type Document, type ScalarTag } from 'yaml';

import type { ImportNote } from '../contract/import.ts';
import { jsonLines } from './json-lines.ts';
import { lineAt } from './line-at.ts';
import { readJson } from './read-json.ts';
import { refused } from './refused.ts';

/** A settings file of a project. */
export interface Config {
  readonly file: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** The line of what is at a path, or of the nearest thing above it; from 1. */
  lineOf(path: readonly (string | number)[]): number;
  /** The first line that has this text. */
  lineSaying(text: string): number | undefined;
}

type PlacedConfig = Omit<Config, 'lineSaying'>;

/** Tells of each of these settings that is there why it is not taken over. */
export function noteIgnored(
  config: Config | undefined,
  keys: readonly string[],
  why: string,
  notes: ImportNote[],
): void {
  for (const key of keys) {
    if (config?.value[key] === undefined) continue;
    notes.push({ severity: 'lost', message: `${key}: ${why}`, file: config.file, line: config.lineOf([key]) });
  }
}

const maxLength = 5_000_000;
/** Anchors that are used more often than this are a bomb. */
const maxAliases = 100;

/** Reads JSON (comments allowed), YAML or TOML, by the file's name. Rejects, with file and line, what is none. */
export function readConfig(file: string, text: string): Config {
  if (text.length > maxLength) throw refused(file, 'it is too large');
  return { ...parsedConfig(file, text), lineSaying: (words) => lineSaying(text, words) };
}

function parsedConfig(file: string, text: string): PlacedConfig {
  if (/\.ya?ml$/i.test(file)) return yamlConfig(file, text);
  return /\.toml$/i.test(file) ? tomlConfig(file, text) : jsonConfig(file, text);
}

function lineSaying(text: string, words: string): number | undefined {
  const at = text.indexOf(words);
  return at < 0 ? undefined : lineAt(text, at);
}

function jsonConfig(file: string, text: string): PlacedConfig {
  const value = objectIn(file, readJson(file, text, { comments: true }));
  return { file, value, lineOf: jsonLines(text) };
}

/** Values that CloudFormation fills in: `!Ref X` is `{ Ref: 'X' }`. Other tags are read as what they are given. */
const intrinsics: ScalarTag[] = ['Ref', 'Sub', 'GetAtt', 'ImportValue'].map((name) => ({
  tag: `!${name}`,
  resolve: (given: string) => ({ [name === 'Ref' ? name : `Fn::${name}`]: given }),
}));

function yamlConfig(file: string, text: string): PlacedConfig {
  const lines = new LineCounter();
  let document: Document;
  try {
    document = parseDocument(text, { lineCounter: lines, logLevel: 'silent', merge: false, customTags: intrinsics });
  } catch (error) {
    throw refused(file, 'it is no YAML', {}, error);
  }
  const [fault] = document.errors;
  if (fault !== undefined) {
    const line = fault.linePos?.[0].line ?? 1;
    throw refused(file, `it is no YAML (${fault.code}, line ${line})`, { line });
  }
  let value: unknown;
  try {
    value = plain(file, document.toJS({ maxAliasCount: maxAliases }));
  } catch (error) {
    throw error instanceof Error && error.name === 'NexoError'
      ? error
      : refused(file, 'its anchors unfold to too much', {}, error);
  }
  return {
    file,
    value: objectIn(file, value),
    lineOf(path) {
      for (let length = path.length; length > 0; length--) {
        const offset = keyOffset(document, path.slice(0, length));
        if (offset !== undefined) return lines.linePos(offset).line;
      }
      return 1;
    },
  };
}

function keyOffset(document: Document, path: readonly (string | number)[]): number | undefined {
  const parent = document.getIn(path.slice(0, -1), true) ?? document.contents;
  const last = path.at(-1);
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(last));
    return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
  }
  const node = document.getIn(path, true) as { range?: [number, number, number] | null } | undefined;
  return node?.range?.[0];
}

function tomlConfig(file: string, text: string): PlacedConfig {
  let value: unknown;
  try {
    value = plain(file, parseToml(text));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw refused(file, `it is no TOML (line ${error.line})`, { line: error.line }, error);
  }
  const rows = text.split('\n');
  return {
    file,
    value: objectIn(file, value),
    lineOf(path) {
      for (const key of path.filter((part) => typeof part === 'string').toReversed()) {
        const name = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
        const pattern = new RegExp(`^\\s*(?:"?${name}"?\\s*=|\\[[^\\]]*\\b${name}\\b)`);
        const at = rows.findIndex((row) => pattern.test(row));
        if (at >= 0) return at + 1;
      }
      return 1;
    },
  };
}

const maxDepth = 32;
const maxValues = 200_000;

/** Checks what a parser made: no deeper than 32, not too much, no prototypes. */
function plain(file: string, value: unknown): unknown {
  let count = 0;
  const visit = (one: unknown, depth: number): void => {
    if (typeof one !== 'object' || one === null) return;
    if (depth > maxDepth) throw refused(file, `it is nested more than ${maxDepth} deep`);
    count += 1;
    if (count > maxValues) throw refused(file, 'it says too much');
    if (Object.hasOwn(one, '__proto__')) throw refused(file, '"__proto__" is no name that is accepted');
    for (const inner of Object.values(one)) visit(inner, depth + 1);
  };
  visit(value, 0);
  return value;
}

function objectIn(file: string, value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw refused(file, 'it is not an object at its top');
}
