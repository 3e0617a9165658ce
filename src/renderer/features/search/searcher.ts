import type { SearchAnswer, SearchRequest } from './search-messages.ts';
import SearchWorker from './search.worker.ts?worker';

/** An expression that takes longer than this is given up. */
const patienceMs = 4_000;

export class TooSlowError extends Error {}

/** Searches in a worker. Another search while one runs ends that one: it is of no interest any more. */
export function createSearcher() {
  let worker: Worker | null = null;
  let known = new Map<string, string>();
  let number = 0;
  let busy = false;

  const stop = (): void => {
    worker?.terminate();
    worker = null;
    known = new Map();
  };

  return {
    /** Rejects with TooSlowError; never settles when another search took its place. */
    search(
      texts: ReadonlyMap<string, string>,
      wanted: Omit<SearchRequest, 'number' | 'changed'>,
    ): Promise<SearchAnswer> {
      if (busy) stop();
      worker ??= new SearchWorker();
      const current = worker;
      const request: SearchRequest = { ...wanted, number: ++number, changed: changedSince(known, texts) };
      known = new Map(texts);
      return new Promise((resolve, reject) => {
        const done = (): void => {
          clearTimeout(timer);
          busy = false;
        };
        const timer = setTimeout(() => {
          if (current !== worker) return;
          done();
          stop();
          reject(new TooSlowError());
        }, patienceMs);
        busy = true;
        current.onmessage = ({ data }: MessageEvent<SearchAnswer>) => {
          if (current !== worker || data.number !== number) return;
          done();
          resolve(data);
        };
        current.postMessage(request);
      });
    },
  };
}

function changedSince(
  known: ReadonlyMap<string, string>,
  texts: ReadonlyMap<string, string>,
): SearchRequest['changed'] {
  const changed = [...texts].filter(([path, text]) => known.get(path) !== text);
  const gone = [...known.keys()].filter((path) => !texts.has(path));
  return [...changed, ...gone.map((path) => [path, null] as const)];
}
