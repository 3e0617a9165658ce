/** What bodies under way may take together; past it bodies are cut short, never a call left out. */
export interface CaptureMemory {
  readonly usedBytes: number;
  /** How many of a body's next bytes may be kept when `keptBytes` of it are. */
  roomFor(keptBytes: number): number;
  take(bytes: number): void;
  release(bytes: number): void;
}

export interface CaptureMemoryLimits {
  /** At one time. */
  maxBytes: number;
  /**
   * In the long run, of what bodies have past their first `beginningBytes`: many large answers would else keep the
   * disk and the garbage collector busier than the functions that give them.
   */
  bytesPerSecond: number;
}

const beginningBytes = 65_536;

export function createCaptureMemory(
  { maxBytes, bytesPerSecond }: CaptureMemoryLimits,
  now: () => number = () => performance.now(),
): CaptureMemory {
  let usedBytes = 0;
  let left = maxBytes;
  let at = now();
  const refill = (): void => {
    const time = now();
    left = Math.min(maxBytes, left + ((time - at) / 1_000) * bytesPerSecond);
    at = time;
  };
  return {
    get usedBytes() {
      return usedBytes;
    },
    roomFor(keptBytes) {
      refill();
      return Math.min(maxBytes - usedBytes, Math.max(Math.floor(left), beginningBytes - keptBytes, 0));
    },
    take(bytes) {
      usedBytes += bytes;
      left = Math.max(0, left - bytes);
    },
    release(bytes) {
      usedBytes -= bytes;
    },
  };
}
