import { DOMException } from './dom-exception.ts';
import { shapeInterface, toDictionary, toDOMString } from './webidl.ts';

/** https://webidl.spec.whatwg.org/#quotaexceedederror */
export class QuotaExceededError extends DOMException {
  readonly #quota: number | null;
  readonly #requested: number | null;

  constructor(message: unknown = '', options: unknown = undefined) {
    super(toDOMString(message), 'QuotaExceededError');
    const { quota, requested } = toDictionary(options, 'QuotaExceededError options');
    this.#quota = toAmount(quota, 'quota');
    this.#requested = toAmount(requested, 'requested');
    if (this.#quota !== null && this.#requested !== null && this.#requested < this.#quota) {
      throw new RangeError('QuotaExceededError: less is requested than the quota');
    }
  }

  get quota(): number | null {
    return this.#quota;
  }
  get requested(): number | null {
    return this.#requested;
  }
}
shapeInterface(QuotaExceededError, 'QuotaExceededError');

function toAmount(value: unknown, name: string): number | null {
  if (value === undefined) return null;
  const number = Number(value);
  if (!Number.isFinite(number)) throw new TypeError(`QuotaExceededError: ${name} is not finite`);
  if (number < 0) throw new RangeError(`QuotaExceededError: ${name} is negative`);
  return number;
}
