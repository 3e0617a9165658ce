import type { ImportNote } from '../contract/import.ts';
import { asList, asNumber, asRecord, asText } from './as-type.ts';
import type { Config } from './read-config.ts';

/** Finds examples in a description, or makes them up from schemas. */
export interface Sampler {
  /** What a `$ref` within the description leads to. */
  resolve(value: unknown): unknown;
  /** The example of a parameter or of a body, or one that fits its schema. */
  example(described: unknown): unknown;
}

const maxDepth = 6;
const maxReferences = 20;
/** What an example may take of a function: schemas can be made to unfold to anything. */
const maxValues = 2_000;

export function createSampler(config: Config, notes: ImportNote[]): Sampler {
  const missing = new Set<string>();
  let budget = maxValues;

  function resolve(value: unknown): unknown {
    let current = value;
    for (let count = 0; count < maxReferences; count++) {
      const reference = asText(asRecord(current)['$ref']);
      if (reference === undefined) return current;
      current = lookUp(reference);
    }
    return undefined;
  }

  function lookUp(reference: string): unknown {
    const path = reference.startsWith('#/') ? reference.slice(2).split('/').map(unescaped) : undefined;
    let found: unknown = path === undefined ? undefined : config.value;
    for (const part of path ?? []) found = Object.hasOwn(asRecord(found), part) ? asRecord(found)[part] : undefined;
    if (found === undefined && !missing.has(reference)) {
      missing.add(reference);
      const why = path === undefined ? 'other files are not read' : 'there is nothing of that name';
      const place = { file: config.file, line: config.lineSaying(reference) };
      notes.push({ severity: 'lost', message: `${reference.slice(0, 200)}: ${why}`, ...place });
    }
    return found;
  }

  function example(described: unknown): unknown {
    budget = maxValues;
    const one = asRecord(resolve(described));
    if (one['example'] !== undefined) return one['example'];
    const [named] = Object.values(asRecord(one['examples']));
    const value = asRecord(resolve(named))['value'];
    return value ?? sample(one['schema'], 0);
  }

  function sample(given: unknown, depth: number): unknown {
    const schema = asRecord(resolve(given));
    if (schema['example'] !== undefined) return schema['example'];
    if (asList(schema['examples']).length > 0) return asList(schema['examples'])[0];
    if (schema['default'] !== undefined) return schema['default'];
    if (schema['const'] !== undefined) return schema['const'];
    if (asList(schema['enum']).length > 0) return asList(schema['enum'])[0];
    budget -= 1;
    if (depth > maxDepth || budget < 0) return null;
    const [choice] = [...asList(schema['oneOf']), ...asList(schema['anyOf'])];
    if (choice !== undefined) return sample(choice, depth + 1);
    const parts = asList(schema['allOf']);
    if (parts.length > 0)
      return Object.assign(
        {},
        ...[...parts.map((part) => sample(part, depth + 1)), properties(schema, depth)].map(asRecord),
      ) as unknown;
    return ofType(schema, depth);
  }

  function properties(schema: Readonly<Record<string, unknown>>, depth: number): Record<string, unknown> {
    const entries = Object.entries(asRecord(schema['properties'])).filter(([name]) => name !== '__proto__');
    return Object.fromEntries(entries.map(([name, one]) => [name, sample(one, depth + 1)]));
  }

  function ofType(schema: Readonly<Record<string, unknown>>, depth: number): unknown {
    const type = [schema['type']].flat().find((one) => one !== 'null') ?? (schema['properties'] ? 'object' : undefined);
    switch (type) {
      case 'object':
        return properties(schema, depth);
      case 'array':
        return [sample(schema['items'], depth + 1)];
      case 'integer':
      case 'number':
        return asNumber(schema['minimum']) ?? 1;
      case 'boolean':
        return true;
      case 'string':
        return textFor(asText(schema['format']));
      default:
        return null;
    }
  }
  return { resolve, example };
}

const unescaped = (part: string): string => decodeOr(part).replaceAll('~1', '/').replaceAll('~0', '~');

function decodeOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function textFor(format: string | undefined): string {
  switch (format) {
    case 'date':
      return '2026-01-31';
    case 'date-time':
      return '2026-01-31T12:00:00Z';
    case 'email':
      return 'somebody@example.com';
    case 'uuid':
      return '00000000-0000-4000-8000-000000000000';
    case 'uri':
    case 'url':
      return 'https://example.com/';
    default:
      return 'text';
  }
}
