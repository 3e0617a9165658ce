/** What happens next: events come out in the order of their times, and those of one time in the order they went in. */
export interface EventQueue {
  at(timeMs: number, happen: () => void): void;
  /** Lets everything happen up to a time, or all there is. */
  runUntil(timeMs: number): void;
  readonly nowMs: number;
}

interface Event {
  timeMs: number;
  order: number;
  happen: () => void;
}

export function createEventQueue(): EventQueue {
  const heap: Event[] = [];
  let nowMs = 0;
  let latestOrder = 0;
  const before = (a: Event, b: Event): boolean => a.timeMs < b.timeMs || (a.timeMs === b.timeMs && a.order < b.order);

  const push = (event: Event): void => {
    let at = heap.length;
    for (; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!before(event, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = event;
  };
  const pop = (): Event => {
    const [first] = heap as [Event];
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      if (left >= heap.length) break;
      const least = right < heap.length && before(heap[right]!, heap[left]!) ? right : left;
      if (!before(heap[least]!, last)) break;
      heap[at] = heap[least]!;
      at = least;
    }
    heap[at] = last;
    return first;
  };
  return {
    get nowMs() {
      return nowMs;
    },
    at: (timeMs, happen) => push({ timeMs: Math.max(timeMs, nowMs), order: ++latestOrder, happen }),
    runUntil(timeMs) {
      while (heap.length > 0 && heap[0]!.timeMs <= timeMs) {
        const event = pop();
        nowMs = event.timeMs;
        event.happen();
      }
      if (timeMs !== Infinity) nowMs = Math.max(nowMs, timeMs);
    },
  };
}
