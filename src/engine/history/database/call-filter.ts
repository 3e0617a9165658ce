import type { CallQuery, QueryField, QueryTerm } from '../../../contract/call-query.ts';

/** A condition for the table `calls`, with what goes in for its question marks. */
export interface CallFilter {
  sql: string;
  values: (string | number)[];
}

const columns: Readonly<Record<QueryField, string>> = {
  status: 'status',
  dur: 'wall_ms',
  cpu: 'cpu_ms',
  heap: 'heap_bytes',
  bytes: 'response_bytes',
  fn: 'function',
  method: 'method',
  path: 'path',
  source: 'source',
  version: 'version',
  env: "coalesce(environment, '')",
  failure: "coalesce(failure, '')",
  id: 'id',
  cold: 'cold',
  has: 'failure',
};

export function filterOf({ terms }: Pick<CallQuery, 'terms'>): CallFilter {
  const filters = terms.map((term) => {
    const { sql, values } = conditionOf(term);
    return { sql: term.negated ? `NOT (${sql})` : `(${sql})`, values };
  });
  return {
    sql: filters.length === 0 ? 'TRUE' : filters.map(({ sql }) => sql).join(' AND '),
    values: filters.flatMap(({ values }) => values),
  };
}

function conditionOf(term: QueryTerm): CallFilter {
  switch (term.kind) {
    case 'number':
      return { sql: `${columns[term.field]} ${term.comparison} ?`, values: [term.value] };
    case 'range':
      return { sql: `${columns[term.field]} BETWEEN ? AND ?`, values: [term.from, term.to] };
    case 'text':
      return textCondition(term.field, term.value);
    case 'flag':
      return { sql: 'cold = ?', values: [term.value ? 1 : 0] };
    case 'has':
      return { sql: term.value === 'failure' ? 'failure IS NOT NULL' : `${term.value} > 0`, values: [] };
    case 'words': {
      const like = `%${escaped(term.value)}%`;
      const places = ['path', 'function', 'words', 'id'].map((column) => `${column} LIKE ? ESCAPE '\\'`);
      return { sql: places.join(' OR '), values: places.map(() => like) };
    }
  }
}

function textCondition(field: QueryField, value: string): CallFilter {
  const column = columns[field];
  const number = /^v?(?<number>\d{1,9})$/i.exec(value)?.groups?.['number'];
  if (field === 'version' && number !== undefined) return { sql: 'version_number = ?', values: [Number(number)] };
  const like = escaped(value).replace(/^\*/, '%').replace(/\*$/, '%');
  // Equality uses the index; ids of functions are lower-case anyway.
  if (field === 'fn' && !value.includes('*')) return { sql: `${column} = ?`, values: [value.toLowerCase()] };
  return { sql: `${column} LIKE ? ESCAPE '\\'`, values: [like] };
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
