/** A line of the headers editor; kept while it is half written. */
export interface HeaderRow {
  id: number;
  enabled: boolean;
  name: string;
  value: string;
}

export type HeaderProblem = 'name-missing' | 'name-invalid' | 'value-invalid';

/** RFC 9110 section 5.6.2: a field name is a token. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** RFC 9110 section 5.5: visible characters, spaces and tabs; no line breaks. */
const fieldValue = /^[\t\x20-\x7e\x80-\u00ff]*$/;

/** Whether a header may have this value. */
export const isHeaderValue = (value: string): boolean => fieldValue.test(value);

/** What is wrong with a row, or null. Empty and switched-off rows are fine. */
export function headerProblem(row: HeaderRow): HeaderProblem | null {
  if (!row.enabled || isEmpty(row)) return null;
  if (row.name.trim() === '') return 'name-missing';
  if (!token.test(row.name.trim())) return 'name-invalid';
  return isHeaderValue(row.value) ? null : 'value-invalid';
}

/** The headers to send, in order, repeated names kept. */
export function headersOf(rows: readonly HeaderRow[]): [string, string][] {
  return rows
    .filter((row) => row.enabled && !isEmpty(row) && headerProblem(row) === null)
    .map((row) => [row.name.trim(), row.value.trim()]);
}

/** Reads `Name: value` lines, as pasted from a terminal or a browser; null when any line is something else. */
export function parseHeaderLines(text: string): [string, string][] | null {
  const headers: [string, string][] = [];
  for (const line of text.split(/\r?\n/).filter((each) => each.trim() !== '')) {
    const colon = line.indexOf(':', 1);
    const name = line.slice(0, colon).trim();
    if (colon < 0 || !token.test(name)) return null;
    headers.push([name, line.slice(colon + 1).trim()]);
  }
  return headers.length > 0 ? headers : null;
}

function isEmpty(row: HeaderRow): boolean {
  return row.name.trim() === '' && row.value.trim() === '';
}
