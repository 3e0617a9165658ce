/** The latest values of something measured, in a ring that never grows. */
export interface Samples {
  add(value: number): void;
  /** Nearest-rank percentiles of what is held, in the order of `ranks` (0 to 1); zeros while nothing is. */
  percentiles(...ranks: number[]): number[];
  clear(): void;
}

export function createSamples(capacity: number): Samples {
  const ring = new Float64Array(capacity);
  let count = 0;
  return {
    add(value) {
      ring[count % capacity] = value;
      count++;
    },
    percentiles(...ranks) {
      const held = Math.min(count, capacity);
      const sorted = ring.subarray(0, held).toSorted();
      return ranks.map((rank) => sorted[Math.max(0, Math.ceil(rank * held) - 1)] ?? 0);
    },
    clear() {
      count = 0;
    },
  };
}
