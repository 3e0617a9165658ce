import { illegalConstructor, internalKey, shapeInterface } from './webidl.ts';

/** https://min-common-api.proposal.wintertc.org/#navigator: one product token, no comment. */
const userAgent = 'NexoStudio/0.1';

export class Navigator {
  readonly #userAgent = userAgent;

  constructor(key: unknown = undefined) {
    illegalConstructor(key);
  }

  get userAgent(): string {
    return this.#userAgent;
  }
}
shapeInterface(Navigator, 'Navigator');

export const navigator = new Navigator(internalKey);
