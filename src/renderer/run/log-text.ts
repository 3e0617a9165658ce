import type { LogEntry } from '../../contract/invocation.ts';
import type { LogRowContent } from './log-rows.ts';
import { keyText, valueText } from './value-text.ts';

/** An entry's text without the indentation of its groups, which the tree shows. */
export function entryText({ text, group = 0 }: LogEntry): string {
  const indent = '  '.repeat(group);
  if (indent === '') return text;
  return text
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n');
}

/** What is copied of a row. */
export function rowText(content: LogRowContent): string {
  switch (content.kind) {
    case 'entry':
      return entryText(content.entry);
    case 'member':
      return content.name === undefined
        ? valueText(content.value)
        : `${keyText(content.name)}: ${valueText(content.value, content.value.kind === 'string' ? 1 : 0)}`;
    case 'stack':
      return content.stack;
    case 'table':
      return valueText(content.value);
    case 'more':
      return '…';
  }
}
