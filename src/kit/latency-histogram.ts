/** Bounds grow by a fifth from a tenth of a millisecond: fine enough to see, few enough to draw. */
const firstBoundMs = 0.1;
const growth = 1.2;

/** How many of something took how long, in memory that does not grow with them. */
export class LatencyHistogram {
  readonly #counts: number[] = [];
  #count = 0;
  #sumMs = 0;
  #maxMs = 0;

  get count(): number {
    return this.#count;
  }

  get meanMs(): number {
    return this.#count === 0 ? 0 : this.#sumMs / this.#count;
  }

  get maxMs(): number {
    return this.#maxMs;
  }

  add(ms: number): void {
    const index = ms <= firstBoundMs ? 0 : Math.ceil(Math.log(ms / firstBoundMs) / Math.log(growth) - 1e-9);
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.#count += 1;
    this.#sumMs += ms;
    this.#maxMs = Math.max(this.#maxMs, ms);
  }

  /** The time that a share (0 to 1) of all took at most, up to a fifth too long; never more than the longest. */
  percentile(share: number): number {
    const wanted = Math.ceil(this.#count * share);
    let seen = 0;
    for (const [index, count = 0] of this.#counts.entries()) {
      seen += count;
      if (seen >= wanted) return Math.min(boundMs(index), this.#maxMs);
    }
    return this.#maxMs;
  }

  /** From the first that has something to the last, those between without anything included. */
  buckets(): { upToMs: number; count: number }[] {
    const first = this.#counts.findIndex((count) => count > 0);
    if (first < 0) return [];
    return Array.from({ length: this.#counts.length - first }, (_, offset) => ({
      upToMs: boundMs(first + offset),
      count: this.#counts[first + offset] ?? 0,
    }));
  }
}

function boundMs(index: number): number {
  return firstBoundMs * growth ** index;
}
