import { ConnectionLostError } from './connection-lost.ts';

export interface StreamListeners<Event> {
  onEvent(event: Event): void;
  /** The stream failed for another reason than a lost connection; it is tried again. */
  onError(error: unknown): void;
}

/** Between a stream that failed or ended and the next try. A lost connection needs no pause: connecting waits. */
const pauseMs = 1_000;

/**
 * Stays subscribed to a stream of the contract: subscribes again whenever the stream ends or its connection is lost.
 * Streams of the contract begin with the state as it is, so nothing is missed in between. Call the result to stop.
 */
export function keepStreaming<Event>(
  subscribe: (signal: AbortSignal) => Promise<AsyncIterable<Event>>,
  { onEvent, onError }: StreamListeners<Event>,
): () => void {
  const stopping = new AbortController();
  void follow();
  return () => stopping.abort();

  async function follow(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        for await (const event of await subscribe(stopping.signal)) {
          if (stopping.signal.aborted) return;
          onEvent(event);
        }
        await pause(stopping.signal);
      } catch (error) {
        if (stopping.signal.aborted) return;
        if (error instanceof ConnectionLostError) continue;
        onError(error);
        await pause(stopping.signal);
      }
    }
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, pauseMs);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
