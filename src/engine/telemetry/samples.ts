/** The latest values of something measured, in a ring that never grows past its capacity. */
export interface Samples {
  add(value: number): void;
  /** Nearest-rank percentiles of what is held, in the order of `ranks` (0 to 1); zeros while nothing is. */
  percentiles(...ranks: number[]): number[];
  clear(): void;
}

/** Thousands of functions are called a few times each: their rings stay small. */
const firstCapacity = 16;

export function createSamples(capacity: number): Samples {
  let ring = new Float64Array(Math.min(firstCapacity, capacity));
  let count = 0;
  const grow = (): void => {
    const larger = new Float64Array(Math.min(ring.length * 4, capacity));
    larger.set(ring);
    ring = larger;
  };
  return {
    add(value) {
      if (count === ring.length && ring.length < capacity) grow();
      ring[count % ring.length] = value;
      count++;
    },
    percentiles(...ranks) {
      const held = Math.min(count, ring.length);
      const sorted = ring.subarray(0, held).toSorted();
      return ranks.map((rank) => sorted[Math.max(0, Math.ceil(rank * held) - 1)] ?? 0);
    },
    clear() {
      count = 0;
    },
  };
}
