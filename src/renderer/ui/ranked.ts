import fuzzysort from 'fuzzysort';

/** Something that can be found by typing. */
export interface Findable {
  id: string;
  title: string;
  /** Found by these words, too; never shown. */
  keywords?: string;
}

/** More than anyone reads; typing narrows it. */
const mostShown = 100;

/** The first items the typed text fits, best first; in their own order while nothing is typed. */
export function ranked<Item extends Findable>(items: readonly Item[], typed: string): readonly Item[] {
  const query = typed.trim();
  if (query === '') return items.slice(0, mostShown);
  const keys = [(item: Item) => item.title, (item: Item) => item.keywords ?? ''];
  return fuzzysort.go(query, items, { keys, threshold: 0.25, limit: mostShown }).map(({ obj }) => obj);
}
