import { expect, test } from 'vitest';

import {
  dismissToast,
  reportProblem,
  showToast,
  type Toast,
  useToasts,
  withRecord,
  withToast,
} from './toasts-store.ts';

const notice = (id: number, title: string): Toast => ({ id, at: 0, count: 1, kind: 'notice', tone: 'ok', title });

test('never more than three stay, the oldest gives way', () => {
  const toasts = ['a', 'b', 'c', 'd'].reduce<readonly Toast[]>(
    (all, title, id) => withToast(all, notice(id, title)),
    [],
  );
  expect(toasts.map(({ id }) => id)).toEqual([1, 2, 3]);
});

test('an equal notice is renewed instead of repeated', () => {
  expect(withToast([notice(1, 'a'), notice(2, 'b')], notice(3, 'a')).map(({ id }) => id)).toEqual([2, 3]);
});

test('the same problem twice is one toast, and can be dismissed', () => {
  reportProblem(new Error('disk full'));
  reportProblem(new Error('disk full'));
  showToast({ tone: 'info', title: 'saved' });
  const { toasts } = useToasts.getState();
  expect(toasts.map(({ kind }) => kind)).toEqual(['problem', 'notice']);
  toasts.forEach(({ id }) => dismissToast(id));
  expect(useToasts.getState().toasts).toEqual([]);
});

test('the history counts what comes again, latest first, and forgets the oldest', () => {
  let history: readonly Toast[] = [];
  ['a', 'b', 'a'].forEach((title, id) => (history = withRecord(history, notice(id, title))));
  expect(history.map((toast) => toast.kind === 'notice' && [toast.title, toast.count])).toEqual([
    ['a', 2],
    ['b', 1],
  ]);
  for (let more = 0; more < 60; more++) history = withRecord(history, notice(more + 10, `more ${more}`));
  expect(history).toHaveLength(50);
});
