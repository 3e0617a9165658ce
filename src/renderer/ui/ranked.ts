import fuzzysort from 'fuzzysort';

/** Something that can be found by typing. */
export interface Findable {
  id: string;
  title: string;
  /** Found by these words, too; never shown. */
  keywords?: string;
}

/** The items the typed text fits, best first; all of them, in their order, while nothing is typed. */
export function ranked<Item extends Findable>(items: readonly Item[], typed: string): readonly Item[] {
  const query = typed.trim();
  if (query === '') return items;
  const keys = [(item: Item) => item.title, (item: Item) => item.keywords ?? ''];
  return fuzzysort.go(query, items, { keys, threshold: 0.25, limit: 100 }).map(({ obj }) => obj);
}
