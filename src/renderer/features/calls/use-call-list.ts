import { useEffect, useMemo, useSyncExternalStore } from 'react';

import { keepStreaming } from '../../../rpc/keep-streaming.ts';
import { engine } from '../../api/clients.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { CallList, type CallListState } from './call-list.ts';

/** The calls that match a query, live. Another query is another list. */
export function useCallList(query: string): { list: CallList; state: CallListState } {
  const list = useMemo(() => new CallList({ list: (page) => engine.calls.list(page) }, query), [query]);
  useEffect(
    () =>
      keepStreaming((signal) => engine.calls.watch({ query }, { signal }), {
        onEvent: (news) => list.take(news),
        onError: reportProblem,
      }),
    [list, query],
  );
  return { list, state: useSyncExternalStore(list.subscribe, list.state) };
}
