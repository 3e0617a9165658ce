import { queryFields } from '../../../contract/call-query.ts';

export interface Suggestion {
  /** What takes the place of the word under the cursor. */
  insert: string;
  label: string;
  kind: 'field' | 'value';
}

export interface WordAtCursor {
  start: number;
  end: number;
  text: string;
}

/** The word the cursor is in, or at the end of. */
export function wordAt(text: string, cursor: number): WordAtCursor {
  const start = text.lastIndexOf(' ', cursor - 1) + 1;
  const space = text.indexOf(' ', cursor);
  const end = space < 0 ? text.length : space;
  return { start, end, text: text.slice(start, end) };
}

/** What could stand in the place of a word: fields, or values of the field it names. */
export function suggestFor(word: string, functionIds: readonly string[]): Suggestion[] {
  const { sign = '', field, value = '' } = /^(?<sign>-?)(?:(?<field>[a-z]+):)?(?<value>.*)$/i.exec(word)?.groups ?? {};
  const part = value.toLowerCase();
  if (field === undefined) {
    return Object.keys(queryFields)
      .filter((name) => name.startsWith(part))
      .map((name) => ({ insert: `${sign}${name}:`, label: `${name}:`, kind: 'field' }));
  }
  const known = Object.entries(queryFields).find(([name]) => name === field.toLowerCase());
  if (known === undefined) return [];
  const [name, { values }] = known;
  const all = name === 'fn' ? functionIds : values;
  return all
    .filter((each) => each.toLowerCase().includes(part) && each.toLowerCase() !== part)
    .slice(0, 12)
    .map((each) => ({ insert: `${sign}${name}:${each} `, label: each, kind: 'value' }));
}
