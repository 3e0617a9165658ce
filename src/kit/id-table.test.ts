import fc from 'fast-check';
import { expect, it } from 'vitest';

import { IdTable } from './id-table.ts';

it('does what a Map does, whatever comes and goes', () => {
  const id = fc.integer({ min: 0, max: 60 });
  const change = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), id, value: fc.string() }),
    fc.record({ kind: fc.constant('delete' as const), id }),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
      const table = new IdTable<string>();
      const model = new Map<number, string>();
      for (const step of changes) {
        if (step.kind === 'delete') expect(table.delete(step.id)).toBe(model.delete(step.id));
        else {
          table.set(step.id, step.value);
          model.set(step.id, step.value);
        }
        expect(table.size).toBe(model.size);
        expect(table.get(step.id)).toBe(model.get(step.id));
      }
      const sorted = [...model].toSorted(([a], [b]) => a - b).map(([, value]) => value);
      expect(table.values()).toEqual(sorted);
    }),
  );
});

it('stays as small as what is in it when ids only ever grow', () => {
  const table = new IdTable<number>();
  for (let id = 0; id < 100_000; id++) {
    table.set(id, id);
    if (id >= 5) expect(table.delete(id - 5)).toBe(true);
  }
  expect(table.values()).toEqual([99_995, 99_996, 99_997, 99_998, 99_999]);
});

it('takes the largest ids there are', () => {
  const table = new IdTable<string>();
  table.set(Number.MAX_SAFE_INTEGER, 'a');
  table.set(Number.MAX_SAFE_INTEGER - 1, 'b');
  expect(table.get(Number.MAX_SAFE_INTEGER)).toBe('a');
  expect(table.get(Number.MAX_SAFE_INTEGER - 1)).toBe('b');
});
