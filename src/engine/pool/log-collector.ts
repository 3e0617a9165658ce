import type { LogEntry } from '../../contract/invocation.ts';

/** Kept of one invocation; what comes after is counted. The sandbox has caps of its own, which are not trusted. */
const maxEntries = 1_000;
const maxCharacters = 1_048_576;

/** The log of one invocation, bounded. */
export class LogCollector {
  readonly entries: LogEntry[] = [];
  dropped = 0;
  #characters = 0;

  add(entry: LogEntry): void {
    const fits = this.entries.length < maxEntries && this.#characters + entry.text.length <= maxCharacters;
    if (!fits) {
      this.dropped += 1;
      return;
    }
    this.#characters += entry.text.length;
    this.entries.push(entry);
  }
}
