import type { LogEntry } from '../../contract/invocation.ts';

/** Kept of one invocation; what comes after is counted. The sandbox has caps of its own, which are not trusted. */
const maxEntries = 1_000;
const maxCharacters = 1_048_576;

/** The log of one invocation, bounded. */
export class LogCollector {
  readonly entries: LogEntry[] = [];
  dropped = 0;
  #characters = 0;

  /** `detailsLength` is the length of what the entry has besides its text, as JSON. False when the entry was dropped. */
  add(entry: LogEntry, detailsLength: number): boolean {
    const characters = this.#characters + entry.text.length + detailsLength;
    if (this.entries.length >= maxEntries || characters > maxCharacters) {
      this.dropped += 1;
      return false;
    }
    this.#characters = characters;
    this.entries.push(entry);
    return true;
  }
}
