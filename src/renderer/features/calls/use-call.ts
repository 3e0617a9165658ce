import { useEffect, useState } from 'react';

import type { Call } from '../../../contract/call.ts';
import { engine } from '../../api/clients.ts';

export type LoadedCall = { state: 'loading' } | { state: 'loaded'; call: Call } | { state: 'failed'; error: unknown };

/** Everything known of a call. The one shown before stays until the next is there. */
export function useCall(id: string): LoadedCall {
  const [loaded, setLoaded] = useState<LoadedCall>({ state: 'loading' });
  useEffect(() => {
    let current = true;
    engine.calls.get({ id }).then(
      (call) => current && setLoaded({ state: 'loaded', call }),
      (error: unknown) => current && setLoaded({ state: 'failed', error }),
    );
    return () => void (current = false);
  }, [id]);
  return loaded;
}
