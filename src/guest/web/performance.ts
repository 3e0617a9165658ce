import { monotonicNow, readTimeOrigin } from './event.ts';
import { EventTarget } from './event-target.ts';
import { illegalConstructor, internalKey, shapeInterface } from './webidl.ts';

/** https://w3c.github.io/hr-time/#sec-performance */
export class Performance extends EventTarget {
  readonly #brand = true;

  constructor(key: unknown = undefined) {
    illegalConstructor(key);
    super();
  }

  get timeOrigin(): number {
    void this.#brand;
    return readTimeOrigin();
  }
  now(): number {
    void this.#brand;
    return monotonicNow();
  }
  toJSON(): { timeOrigin: number } {
    void this.#brand;
    return { timeOrigin: readTimeOrigin() };
  }
}
shapeInterface(Performance, 'Performance');

export const performance = new Performance(internalKey);
