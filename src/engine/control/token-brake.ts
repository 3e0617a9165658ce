/** People mistype, and programs keep an old token. */
const freeGuesses = 10;
const pauseMs = 1_000;

/**
 * Makes what slows down whoever guesses a token. It is told of each wrong one, by its digest, and resolves when that may
 * be answered: at once for the first ten that differ, and for those again; a second later for any other. The right token
 * never comes here, so that nobody's guesses keep its owner waiting.
 */
export function createTokenBrake(): (wrong: Buffer) => Promise<void> {
  const known = new Set<string>();
  return async (wrong) => {
    const guess = wrong.toString('hex');
    if (known.has(guess)) return;
    if (known.size < freeGuesses) return void known.add(guess);
    await new Promise((resolve) => setTimeout(resolve, pauseMs).unref());
  };
}
