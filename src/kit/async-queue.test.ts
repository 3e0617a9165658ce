import { describe, expect, it, vi } from 'vitest';

import { createAsyncQueue } from './async-queue.ts';

describe('createAsyncQueue', () => {
  it('keeps what is pushed until it is read, in order', async () => {
    const queue = createAsyncQueue<number>(undefined, () => {});
    queue.push(1);
    queue.push(2);
    expect(queue.size).toBe(2);
    expect(await queue.next()).toEqual({ done: false, value: 1 });
    expect(await queue.next()).toEqual({ done: false, value: 2 });
  });

  it('hands an item to a reader that already waits', async () => {
    const queue = createAsyncQueue<number>(undefined, () => {});
    const next = queue.next();
    queue.push(1);
    expect(await next).toEqual({ done: false, value: 1 });
  });

  it('ends once, with its waiting reader, when the signal aborts', async () => {
    const onClose = vi.fn<() => void>();
    const controller = new AbortController();
    const queue = createAsyncQueue<number>(controller.signal, onClose);
    const next = queue.next();
    controller.abort();
    await queue.return?.();
    queue.push(1);
    expect(await next).toEqual({ done: true, value: undefined });
    expect(await queue.next()).toEqual({ done: true, value: undefined });
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('ends when its reader breaks out of a loop', async () => {
    const onClose = vi.fn<() => void>();
    const queue = createAsyncQueue<number>(undefined, onClose);
    queue.push(1);
    for await (const item of queue) if (item === 1) break;
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('is over at once for a signal that has aborted', async () => {
    const onClose = vi.fn<() => void>();
    expect((await createAsyncQueue(AbortSignal.abort(), onClose).next()).done).toBe(true);
    expect(onClose).toHaveBeenCalledOnce();
  });
});
