const roundMs = 10;
/** So many are told in a round; of a larger crowd, one in so many. */
const roundSize = 16;

/**
 * Tells those who find no place, the earliest first, some every few milliseconds and never at once. Clients that ask
 * again as soon as they are refused would else take the machine, and the engine's turns, from what runs.
 */
export function createTurnAway(): (tell: () => void) => void {
  const waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  const tellSome = (): void => {
    const some = waiting.splice(0, Math.max(roundSize, Math.ceil(waiting.length / roundSize)));
    timer = waiting.length > 0 ? setTimeout(tellSome, roundMs) : undefined;
    for (const tell of some) tell();
  };
  return (tell) => {
    waiting.push(tell);
    timer ??= setTimeout(tellSome, roundMs);
  };
}
