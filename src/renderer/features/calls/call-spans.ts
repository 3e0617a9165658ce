import type { Call, FetchRecord } from '../../../contract/call.ts';

type Kind = 'wait' | 'cold' | 'run' | 'body' | 'after' | 'fetch' | 'fetchBody' | 'failed';

interface Piece {
  kind: Kind;
  startMs: number;
  endMs: number;
}

export interface CallSpan {
  name: 'queue' | 'cold' | 'handler' | 'body' | 'after' | 'fetch';
  /** What it is called when its name does not say enough. */
  label?: string;
  tookMs: number;
  pieces: Piece[];
}

/** The parts of a call in the order they began, on a scale of `totalMs`. Parts that took no time are left out. */
export function spansOf({ timing, fetches }: Pick<Call, 'timing' | 'fetches'>): { spans: CallSpan[]; totalMs: number } {
  const { coldStartMs, endMs } = timing;
  const dispatchedMs = timing.dispatchedMs ?? endMs;
  const entered = Math.min(endMs, dispatchedMs + coldStartMs);
  const headMs = timing.headMs ?? endMs;
  const bodyMs = timing.bodyMs ?? endMs;
  const spans = [
    span('queue', 'wait', 0, dispatchedMs),
    span('cold', 'cold', dispatchedMs, entered),
    span('handler', 'run', entered, headMs),
    ...fetches.map((fetch) => fetchSpan(fetch, endMs)),
    span('body', 'body', headMs, bodyMs),
    span('after', 'after', bodyMs, endMs),
  ];
  const shown = spans.filter(({ name, tookMs }) => name === 'handler' || name === 'fetch' || tookMs >= 0.05);
  return { spans: shown, totalMs: Math.max(endMs, 0.1) };
}

function span(name: CallSpan['name'], kind: Kind, startMs: number, endMs: number): CallSpan {
  return { name, tookMs: Math.max(0, endMs - startMs), pieces: [{ kind, startMs, endMs }] };
}

function fetchSpan(fetch: FetchRecord, callEndMs: number): CallSpan {
  const { startMs, method, url, binding, error } = fetch;
  const endMs = fetch.endMs ?? callEndMs;
  const headMs = fetch.headMs ?? endMs;
  const target = binding === null ? url.replace(/^https?:\/\//, '') : `env.${binding} ${pathOf(url)}`;
  return {
    name: 'fetch',
    label: `${method} ${target}`,
    tookMs: endMs - startMs,
    pieces: [
      { kind: error === null ? 'fetch' : 'failed', startMs, endMs: headMs },
      { kind: 'fetchBody', startMs: headMs, endMs },
    ],
  };
}

function pathOf(url: string): string {
  const { pathname, search } = URL.parse(url) ?? { pathname: url, search: '' };
  return pathname + search;
}
