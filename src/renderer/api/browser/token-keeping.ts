import { createLiveValue } from '../../../kit/live-value.ts';
import type { SignIn } from '../host.ts';

const key = 'nexo.token';

export interface TokenKeeping extends SignIn {
  /** Resolves with the token once there is one. */
  token(): Promise<string>;
  /** The engine did not take it. */
  refuse(): void;
}

/**
 * The control token of this tab: taken out of the link that led here, so that it stays neither in the address nor in
 * the history, and kept for the tab's life. Other origins, and other ports of this machine, do not see it.
 */
export function createTokenKeeping(): TokenKeeping {
  const fromLink = takeFromAddress();
  if (fromLink !== null) sessionStorage.setItem(key, fromLink);
  const state = createLiveValue<'given' | 'needed' | 'refused'>(
    sessionStorage.getItem(key) === null ? 'needed' : 'given',
  );
  return {
    state,
    give(token) {
      sessionStorage.setItem(key, token);
      state.set('given');
    },
    refuse() {
      sessionStorage.removeItem(key);
      state.set('refused');
    },
    async token() {
      for await (const now of state.watch()) {
        const token = sessionStorage.getItem(key);
        if (now === 'given' && token !== null) return token;
      }
      throw new Error('the state of a token has no end');
    },
  };
}

/** The part behind `#` is never sent to a server. */
function takeFromAddress(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) history.replaceState(null, '', location.pathname);
  return token === '' ? null : token;
}
