/** What the engine holds for functions of requests that are on their way to somebody else. */
export interface BodyBudget {
  /** Takes room for a function's request of `bytes`; the answer gives it back. Null where there is none. */
  take(functionId: string, bytes: number): (() => void) | null;
}

export interface BodyBudgetLimits {
  /** For one function, besides a single request that is larger. */
  ofOne: number;
  /** For a single request. */
  atOnce: number;
  inAll: number;
}

const mb = 1_048_576;
export const bodyLimits: BodyBudgetLimits = { ofOne: 64 * mb, atOnce: 256 * mb, inAll: 512 * mb };

/** Each sandbox has its memory watched, the engine has not: so nobody may have it hold as much as he likes. */
export function createBodyBudget(limits: BodyBudgetLimits = bodyLimits): BodyBudget {
  const held = new Map<string, number>();
  let all = 0;
  return {
    take(functionId, bytes) {
      const own = held.get(functionId) ?? 0;
      if (bytes > limits.atOnce || all + bytes > limits.inAll) return null;
      if (own > 0 && own + bytes > limits.ofOne) return null;
      held.set(functionId, own + bytes);
      all += bytes;
      return () => {
        const left = (held.get(functionId) ?? bytes) - bytes;
        if (left > 0) held.set(functionId, left);
        else held.delete(functionId);
        all -= bytes;
      };
    },
  };
}
