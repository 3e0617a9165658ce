/**
 * Durations counted in buckets that grow by a fifth each: percentiles of any number of calls, from any stretch of time
 * added together, to within 9 % of the true value.
 */
const bucketsPerDoubling = 4;
/** The first bucket's upper end, in milliseconds. */
const smallestMs = 0.05;
/** The last one takes everything from 5 minutes on. */
export const bucketCount = 92;

export type DurationHistogram = Uint32Array<ArrayBuffer>;

export function createHistogram(): DurationHistogram {
  return new Uint32Array(bucketCount);
}

export function addDuration(histogram: DurationHistogram, ms: number): void {
  const bucket = ms <= smallestMs ? 0 : Math.ceil(Math.log2(ms / smallestMs) * bucketsPerDoubling);
  const index = Math.min(bucket, bucketCount - 1);
  histogram[index] = (histogram[index] ?? 0) + 1;
}

export function addHistogram(sum: DurationHistogram, other: DurationHistogram): void {
  for (let index = 0; index < bucketCount; index++) sum[index] = (sum[index] ?? 0) + (other[index] ?? 0);
}

/** In milliseconds, in the order of `ranks` (0 to 1); zeros for an empty one. */
export function percentilesOf(histogram: DurationHistogram, ranks: readonly number[]): number[] {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  return ranks.map((rank) => {
    let left = Math.ceil(rank * total);
    if (total === 0) return 0;
    for (let index = 0; index < bucketCount; index++) {
      left -= histogram[index] ?? 0;
      if (left <= 0) return middleOf(index);
    }
    return middleOf(bucketCount - 1);
  });
}

/** The geometric middle of a bucket. */
function middleOf(index: number): number {
  return smallestMs * 2 ** ((index - 0.5) / bucketsPerDoubling);
}

/** As it is kept. */
export function bytesOfHistogram(histogram: DurationHistogram): Uint8Array {
  return new Uint8Array(histogram.buffer);
}

/** Of bytes from the disk; those of another length count nothing. */
export function histogramOfBytes(bytes: unknown): DurationHistogram {
  const histogram = createHistogram();
  if (bytes instanceof Uint8Array && bytes.byteLength === histogram.byteLength) {
    new Uint8Array(histogram.buffer).set(bytes);
  }
  return histogram;
}
