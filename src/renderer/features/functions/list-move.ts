/** Where a key leads in a list of `names` from `index`; undefined for a key that does not move. */
export function listMove(key: string, index: number, names: readonly string[]): number | undefined {
  const last = names.length - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(index + 1, last);
    case 'ArrowUp':
      return Math.max(index - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return key.length === 1 && key !== ' ' ? nextStartingWith(key, index, names) : undefined;
  }
}

/** The next name after `index` that begins with a letter, round the end. */
function nextStartingWith(letter: string, index: number, names: readonly string[]): number | undefined {
  const wanted = letter.toLowerCase();
  for (let step = 1; step <= names.length; step += 1) {
    const candidate = (index + step) % names.length;
    if (names[candidate]?.toLowerCase().startsWith(wanted)) return candidate;
  }
  return undefined;
}
