import { expect, it } from 'vitest';

import type { LogEntry } from '../../contract/invocation.ts';
import type { LogValue } from '../../contract/log-value.ts';
import { logRows } from './log-rows.ts';

const text = (shown: string): LogValue => ({ kind: 'string', text: shown });
const object = (...members: [string, LogValue][]): LogValue => ({
  kind: 'object',
  members: members.map(([key, value]) => ({ key, value })),
});
const entry = (shown: string, more: Partial<LogEntry> = {}): LogEntry => ({
  level: 'log',
  text: shown,
  atMs: 0,
  ...more,
});
const shape = (logs: LogEntry[], ...toggled: string[]) =>
  logRows(logs, new Set(toggled)).map(({ id, level, expanded, content }) => [id, level, expanded, content.kind]);

it('shows an entry without values as a leaf', () => {
  expect(shape([entry('plain')])).toEqual([['0', 1, undefined, 'entry']]);
});

it('opens what is inside one value, level by level', () => {
  const logs = [entry('x', { values: [text('x'), object(['a', object(['b', text('c')])])] })];
  expect(shape(logs)).toEqual([['0', 1, false, 'entry']]);
  expect(shape(logs, '0', '0.0')).toEqual([
    ['0', 1, true, 'entry'],
    ['0.0', 2, true, 'member'],
    ['0.0.0', 3, undefined, 'member'],
  ]);
});

it('lists several values before what is inside them', () => {
  const logs = [entry('x', { values: [object(['a', text('1')]), object(['b', text('2')])] })];
  expect(shape(logs, '0', '0.1').map(([id]) => id)).toEqual(['0', '0.0', '0.1', '0.1.0']);
});

it('shows an error’s stack without being asked, and says how much was left out', () => {
  const error: LogValue = {
    kind: 'error',
    text: 'no',
    stack: 'Error: no',
    members: [{ key: 'cause', value: text('x') }],
    more: 2,
  };
  expect(shape([entry('x', { values: [error] })]).map(([, , , kind]) => kind)).toEqual([
    'entry',
    'stack',
    'member',
    'more',
  ]);
  expect(shape([entry('x', { values: [error] })], '0')).toHaveLength(1);
});

it('puts entries under their groups, closed where the group is', () => {
  const logs = [
    entry('a', { form: 'group' }),
    entry('b', { form: 'collapsedGroup', group: 1 }),
    entry('c', { group: 2 }),
    entry('d', { group: 1 }),
    entry('e'),
  ];
  const shown = (...toggled: string[]) =>
    logRows(logs, new Set(toggled)).map(
      ({ level, content }) => `${level}${content.kind === 'entry' ? content.entry.text : ''}`,
    );
  expect(shown()).toEqual(['1a', '2b', '2d', '1e']);
  expect(shown('0.g0')).toEqual(['1a', '2b', '3c', '2d', '1e']);
  expect(shown('0')).toEqual(['1a', '1e']);
});

it('shows a table open', () => {
  expect(shape([entry('x', { form: 'table', values: [object(['0', object(['a', text('1')])])] })])).toEqual([
    ['0', 1, true, 'entry'],
    ['0.t', 2, undefined, 'table'],
  ]);
});
