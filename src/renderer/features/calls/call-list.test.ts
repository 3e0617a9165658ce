import { describe, expect, it } from 'vitest';

import type { CallSummary, HistoryState } from '../../../contract/call.ts';
import { CallList, type CallSource, pageSize } from './call-list.ts';

const history: HistoryState = { calls: 0, bytes: 0, budgetBytes: 1, dropped: 0, notice: null };
const call = (seq: number): CallSummary => ({ seq, id: `c${seq}` }) as CallSummary;

/** A history of `newest` calls, numbered from 1. */
function sourceOf(newest: { value: number }): CallSource & { asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    async list({ upTo = newest.value, offset, limit }) {
      asked.push(offset);
      const seqs = Array.from({ length: upTo }, (_, index) => upTo - index).slice(offset, offset + limit);
      return { calls: seqs.map(call), total: upTo, upTo };
    },
  };
}

async function open(newest: { value: number }) {
  const source = sourceOf(newest);
  const list = new CallList(source, '');
  list.take({ calls: [], missed: 0, upTo: newest.value, history });
  await settled();
  const come = (...seqs: number[]): void => {
    newest.value = Math.max(newest.value, ...seqs);
    list.take({ calls: seqs.map(call), missed: 0, upTo: newest.value, history });
  };
  return { source, list, come };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('a list of calls', () => {
  it('loads only what is looked at, anywhere among 100,000', async () => {
    const { source, list } = await open({ value: 100_000 });
    expect(list.state()).toMatchObject({ count: 100_000, loading: false });
    expect(list.row(0)?.seq).toBe(100_000);
    expect(list.row(50_010)).toBeUndefined();
    list.want(50_010, 50_050);
    list.want(50_020, 50_060);
    await settled();
    expect(list.row(50_010)?.seq).toBe(49_990);
    expect(source.asked).toEqual([0, 50_000]);
    for (let page = 0; page < 100; page++) list.want(page * pageSize, page * pageSize);
    await settled();
    expect(list.row(50_010)).toBeUndefined();
  });

  it('has new calls on top, and stays in step with its pages', async () => {
    const { list, come } = await open({ value: 250 });
    come(251, 252);
    expect(list.state()).toMatchObject({ count: 252, waiting: 0 });
    expect([0, 1, 2].map((index) => list.row(index)?.seq)).toEqual([252, 251, 250]);
    list.want(120, 130);
    await settled();
    expect(list.row(120)?.seq).toBe(132);
    come(252, 250);
    expect(list.state().count).toBe(252);
  });

  it('holds still while it is held, and counts what waits', async () => {
    const { list, come } = await open({ value: 10 });
    come(11);
    list.hold(true);
    come(12, 13);
    expect(list.state()).toMatchObject({ count: 11, waiting: 2 });
    expect(list.row(0)?.seq).toBe(11);
    list.hold(false);
    expect(list.state()).toMatchObject({ count: 13, waiting: 0 });
    expect(list.row(0)?.seq).toBe(13);
  });

  it('reads the list anew when more came than it was told', async () => {
    const newest = { value: 10 };
    const { list } = await open(newest);
    newest.value = 5_000;
    list.hold(true);
    list.take({ calls: [call(5_000)], missed: 4_989, upTo: 5_000, history });
    expect(list.state()).toMatchObject({ count: 10, waiting: 4_990 });
    list.hold(false);
    await settled();
    expect(list.state()).toMatchObject({ count: 5_000, waiting: 0 });
  });

  it('reads the list anew once at a time, however fast calls come', async () => {
    const { source, list, come } = await open({ value: 10 });
    const asked = source.asked.length;
    come(...Array.from({ length: 1_100 }, (_, index) => 11 + index));
    for (let seq = 1_111; seq <= 1_130; seq++) come(seq);
    expect(source.asked.length).toBe(asked + 1);
    await settled();
    expect(list.state()).toMatchObject({ count: 1_130, waiting: 0 });
    expect([0, 1_129].map((index) => list.row(index)?.seq)).toEqual([1_130, undefined]);
  });

  it('reads the list once more when calls were missed meanwhile', async () => {
    const newest = { value: 10 };
    const { list } = await open(newest);
    const miss = (upTo: number): void => {
      newest.value = upTo;
      list.take({ calls: [call(upTo)], missed: 499, upTo, history });
    };
    miss(510);
    miss(1_010);
    await settled();
    expect(list.state()).toMatchObject({ count: 1_010, waiting: 0 });
  });
});
