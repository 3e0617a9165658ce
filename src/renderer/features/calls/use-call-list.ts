import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';

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
  const subscribe = useCallback((draw: () => void) => oncePerFrame(list.subscribe, draw), [list]);
  return { list, state: useSyncExternalStore(subscribe, list.state) };
}

/** News that came faster than the window can draw would queue up before everything a person does. */
function oncePerFrame(subscribe: CallList['subscribe'], draw: () => void): () => void {
  let frame: number | null = null;
  const stop = subscribe(() => {
    frame ??= requestAnimationFrame(() => {
      frame = null;
      draw();
    });
  });
  return () => {
    stop();
    if (frame !== null) cancelAnimationFrame(frame);
  };
}
