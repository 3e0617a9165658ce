/** Stands for "no id here": ids are never negative. */
const free = -1;
const smallestCapacity = 16;

/**
 * Things by their number, for those that come and go all the time.
 *
 * A Map would do but for the garbage collector: each time V8 gives a Map a new table, the old one keeps what it held
 * and points to its successor. Once one of them is old, all that ever came after lives on to the next full collection.
 * Here nothing is kept but what is in it (open addressing, https://en.wikipedia.org/wiki/Linear_probing).
 */
export class IdTable<T> {
  #ids = new Array<number>(smallestCapacity).fill(free);
  #values = new Array<T | undefined>(smallestCapacity).fill(undefined);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(id: number): T | undefined {
    return this.#values[this.#find(id)];
  }

  /** `id` is an integer from 0 on; what was there is replaced. */
  set(id: number, value: T): void {
    if (this.#size * 2 >= this.#ids.length) this.#grow();
    const at = this.#find(id);
    if (this.#ids[at] === free) this.#size++;
    this.#ids[at] = id;
    this.#values[at] = value;
  }

  delete(id: number): boolean {
    const at = this.#find(id);
    if (this.#ids[at] === free) return false;
    this.#size--;
    this.#close(at);
    return true;
  }

  /** What is in it now, by ascending id. */
  values(): T[] {
    const held = this.#ids.flatMap((id, at) => (id === free ? [] : [{ id, value: this.#values[at] as T }]));
    return held.toSorted((a, b) => a.id - b.id).map(({ value }) => value);
  }

  /** The place of `id`, or where it would go. */
  #find(id: number): number {
    const mask = this.#ids.length - 1;
    let at = id & mask;
    while (this.#ids[at] !== free && this.#ids[at] !== id) at = (at + 1) & mask;
    return at;
  }

  /** Frees a place, and moves up those behind it that would no longer be found. */
  #close(gap: number): void {
    const mask = this.#ids.length - 1;
    for (let at = (gap + 1) & mask; this.#ids[at] !== free; at = (at + 1) & mask) {
      const home = (this.#ids[at] as number) & mask;
      if (((at - home) & mask) < ((at - gap) & mask)) continue;
      this.#ids[gap] = this.#ids[at] as number;
      this.#values[gap] = this.#values[at];
      gap = at;
    }
    this.#ids[gap] = free;
    this.#values[gap] = undefined;
  }

  #grow(): void {
    const [ids, values] = [this.#ids, this.#values];
    this.#ids = new Array<number>(ids.length * 2).fill(free);
    this.#values = new Array<T | undefined>(ids.length * 2).fill(undefined);
    for (const [index, id] of ids.entries()) {
      if (id === free) continue;
      const at = this.#find(id);
      this.#ids[at] = id;
      this.#values[at] = values[index];
    }
  }
}
