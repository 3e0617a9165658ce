/** Lets so many in at once; the others wait in order. */
export interface Slots {
  /** Resolves with what gives the slot back; calling it again does nothing. Rejects when too many wait or on abort. */
  take(signal: AbortSignal): Promise<() => void>;
}

export interface SlotsOptions {
  max: number;
  maxWaiting: number;
}

/** Turned away because too many were waiting. */
export class NoSlotError extends Error {}

export function createSlots({ max, maxWaiting }: SlotsOptions): Slots {
  const waiting = new Set<() => void>();
  let taken = 0;

  const admit = (): (() => void) => {
    taken += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      taken -= 1;
      const [next] = waiting;
      next?.();
    };
  };

  return {
    async take(signal) {
      signal.throwIfAborted();
      if (taken < max) return admit();
      if (waiting.size >= maxWaiting) {
        throw new NoSlotError(`${max} requests of the function are in flight and ${maxWaiting} are waiting already`);
      }
      const { promise, resolve, reject } = Promise.withResolvers<() => void>();
      const enter = (): void => {
        leave();
        resolve(admit());
      };
      const giveUp = (): void => {
        leave();
        reject(signal.reason as Error);
      };
      const leave = (): void => {
        waiting.delete(enter);
        signal.removeEventListener('abort', giveUp);
      };
      waiting.add(enter);
      signal.addEventListener('abort', giveUp);
      return promise;
    },
  };
}
