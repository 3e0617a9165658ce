/**
 * The filter of the calls list: `status:>=500 fn:orders dur:>100 cold:true text`. The screen marks what is wrong with it,
 * the history turns it into SQL.
 */
export type QueryField =
  | 'status'
  | 'dur'
  | 'cpu'
  | 'heap'
  | 'bytes'
  | 'fn'
  | 'method'
  | 'path'
  | 'source'
  | 'version'
  | 'env'
  | 'failure'
  | 'id'
  | 'cold'
  | 'has';

export type Comparison = '=' | '<' | '<=' | '>' | '>=';

/** What one word asks for; all of them have to hold. `negated` ones must not. */
export type QueryTerm = { negated: boolean } & (
  | { kind: 'number'; field: QueryField; comparison: Comparison; value: number }
  | { kind: 'range'; field: QueryField; from: number; to: number }
  /** Equal, whatever the case; `*` at an end stands for anything. */
  | { kind: 'text'; field: QueryField; value: string }
  | { kind: 'flag'; field: 'cold'; value: boolean }
  | { kind: 'has'; value: 'logs' | 'fetches' | 'failure' }
  /** Anywhere in path, function, id, failure or logs. */
  | { kind: 'words'; value: string }
);

/** A word that is not understood, by its place in the text. */
export interface QueryProblem {
  start: number;
  end: number;
  reason: 'unknownField' | 'notANumber' | 'notYesOrNo' | 'unknownValue' | 'noValue' | 'openQuote';
  field: string;
  value: string;
  /** What would be understood there. */
  accepted: readonly string[];
}

export interface CallQuery {
  terms: QueryTerm[];
  problems: QueryProblem[];
}

type Kind = 'number' | 'text' | 'flag' | 'has';

/** Every field, with the kind of its values and some of them to begin with. */
export const queryFields: Readonly<Record<QueryField, { kind: Kind; values: readonly string[] }>> = {
  status: { kind: 'number', values: ['>=500', '4xx', '200', '200..299'] },
  fn: { kind: 'text', values: [] },
  method: { kind: 'text', values: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] },
  path: { kind: 'text', values: ['/orders*'] },
  dur: { kind: 'number', values: ['>100', '>1s', '<10'] },
  cpu: { kind: 'number', values: ['>10', '<1'] },
  heap: { kind: 'number', values: ['>32', '<8'] },
  bytes: { kind: 'number', values: ['>10000', '0'] },
  cold: { kind: 'flag', values: ['true', 'false'] },
  has: { kind: 'has', values: ['failure', 'logs', 'fetches'] },
  failure: { kind: 'text', values: ['CPU_LIMIT', 'HEAP_LIMIT', 'WALL_LIMIT', 'THROWN'] },
  source: { kind: 'text', values: ['gateway', 'studio', 'replay', 'binding', 'api'] },
  version: { kind: 'text', values: ['7', '6f1c*'] },
  env: { kind: 'text', values: ['dev', 'prod'] },
  id: { kind: 'text', values: [] },
};

/** A word: an optional sign, an optional field, then a value that may be quoted. */
const word = /(?<sign>-?)(?:(?<field>[A-Za-z]+):)?(?:"(?<quoted>[^"]*)(?<close>"?)|(?<plain>\S*))/y;

/** Reads a query. Never throws: words that are not understood are listed, with their places, and left out. */
export function parseCallQuery(text: string): CallQuery {
  const query: CallQuery = { terms: [], problems: [] };
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) {
      at++;
      continue;
    }
    word.lastIndex = at;
    const match = word.exec(text);
    const end = match === null || match[0] === '' ? at + 1 : word.lastIndex;
    if (match !== null) readWord(query, match, at, end);
    at = end;
  }
  return query;
}

function readWord({ terms, problems }: CallQuery, match: RegExpExecArray, start: number, end: number): void {
  const { sign, field = '', quoted, close, plain = '' } = match.groups ?? {};
  const value = quoted ?? plain;
  const negated = sign === '-';
  const problem = (reason: QueryProblem['reason'], accepted: readonly string[] = []): void =>
    void problems.push({ start, end, reason, field, value, accepted });
  if (quoted !== undefined && close === '') return problem('openQuote');
  if (field === '') {
    if (value !== '') terms.push({ kind: 'words', value, negated });
    return;
  }
  const known = field.toLowerCase();
  if (!isField(known)) return problem('unknownField', Object.keys(queryFields));
  const { kind, values } = queryFields[known];
  if (value === '') return problem('noValue', values);
  switch (kind) {
    case 'text':
      terms.push({ kind, field: known, value, negated });
      return;
    case 'flag': {
      const flag = flags[value.toLowerCase()];
      if (flag === undefined) return problem('notYesOrNo', values);
      terms.push({ kind, field: 'cold', value: flag, negated });
      return;
    }
    case 'has':
      if (value !== 'logs' && value !== 'fetches' && value !== 'failure') return problem('unknownValue', values);
      terms.push({ kind, value, negated });
      return;
    case 'number': {
      const term = numberTerm(known, value);
      if (term === undefined) return problem('notANumber', values);
      terms.push({ ...term, negated });
    }
  }
}

const flags: Readonly<Record<string, boolean | undefined>> = { true: true, yes: true, false: false, no: false };

function isField(name: string): name is QueryField {
  return Object.hasOwn(queryFields, name);
}

/** A length of time may have a unit, a status may be a class (`5xx`). */
function numberTerm(field: QueryField, text: string): Extract<QueryTerm, { kind: 'number' | 'range' }> | undefined {
  const range = /^(?<from>[\d.]+)\.\.(?<to>[\d.]+)$/.exec(text)?.groups;
  if (range) return ranged(field, Number(range['from']), Number(range['to']));
  const family = field === 'status' ? /^([1-5])xx$/i.exec(text)?.[1] : undefined;
  if (family !== undefined) return ranged(field, Number(family) * 100, Number(family) * 100 + 99);
  const {
    comparison = '=',
    number = '',
    unit = '',
  } = /^(?<comparison>[<>]=?|=)?(?<number>\d+(?:\.\d+)?)(?<unit>ms|s|kb|mb)?$/i.exec(text)?.groups ?? {};
  const factor = unitsOf(field)[unit.toLowerCase()];
  if (number === '' || factor === undefined) return undefined;
  return {
    kind: 'number',
    field,
    comparison: comparison as Comparison,
    value: Number(number) * factor,
    negated: false,
  };
}

function ranged(field: QueryField, from: number, to: number): Extract<QueryTerm, { kind: 'range' }> | undefined {
  if (Number.isNaN(from) || Number.isNaN(to)) return undefined;
  return { kind: 'range', field, from, to, negated: false };
}

/** The factors from what a person writes to what is kept: milliseconds, bytes. */
function unitsOf(field: QueryField): Record<string, number | undefined> {
  switch (field) {
    case 'dur':
    case 'cpu':
      return { '': 1, ms: 1, s: 1_000 };
    case 'heap':
      return { '': 1_048_576, mb: 1_048_576, kb: 1_024 };
    case 'bytes':
      return { '': 1, kb: 1_024, mb: 1_048_576 };
    default:
      return { '': 1 };
  }
}
