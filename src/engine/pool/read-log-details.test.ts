import { expect, it } from 'vitest';

import { createMask } from '../secrets/mask.ts';
import { readLogDetails } from './read-log-details.ts';

const same = (text: string): string => text;
const read = (details: unknown, show = same) => readLogDetails(JSON.stringify(details), show);

it('reads the tree of the arguments, the group and the form', () => {
  const values = [
    { kind: 'object', className: 'Cart', members: [{ key: 'total', value: { kind: 'number', text: '3' } }], more: 2 },
    { kind: 'map', size: 1, members: [{ key: { kind: 'null' }, value: { kind: 'error', text: 'm', stack: 's' } }] },
  ];
  expect(read({ values, group: 2, form: 'group' })).toEqual({ values, group: 2, form: 'group' });
});

it('leaves out whatever is not of the form', () => {
  expect(readLogDetails('not JSON', same)).toEqual({});
  expect(read(null)).toEqual({});
  expect(read({ values: 'x', group: -1, form: 'alert' })).toEqual({});
  const values = [
    null,
    5,
    { kind: 'alien' },
    { kind: 'array', size: '3', extra: 1, text: 5, members: [7, { key: 1 }] },
  ];
  expect(read({ values })).toEqual({ values: [{ kind: 'array', members: [] }] });
});

it('stops at a depth and a number of nodes', () => {
  const deep = JSON.parse(
    `${'{"kind":"object","members":[{"key":"a","value":'.repeat(50)}null${'}]}'.repeat(50)}`,
  ) as object;
  expect(JSON.stringify(read({ values: [deep] })).match(/"object"/g)).toHaveLength(13);
  const wide = { kind: 'array', members: Array.from({ length: 5_000 }, () => ({ key: 'k', value: { kind: 'null' } })) };
  expect(read({ values: [wide] }).values?.[0]?.members).toHaveLength(1_999);
});

it('takes secrets out of every text', () => {
  const mask = createMask(['canary']);
  const node = { kind: 'error', text: 'canary', className: 'Xcanary', stack: 'at canary' };
  const values = [
    { kind: 'map', members: [{ key: node, value: node }] },
    { kind: 'object', members: [{ key: 'canary', value: node }] },
  ];
  const shown = JSON.stringify(readLogDetails(JSON.stringify({ values }), mask.text));
  expect(shown).not.toContain('canary');
  expect(shown.match(/••••••/g)).toHaveLength(10);
});
