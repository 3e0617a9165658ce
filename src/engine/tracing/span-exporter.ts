import { otlpBody, type Span } from './span.ts';

export interface SpanExporterOptions {
  /** Where spans are posted to. */
  url: string;
  headers: Readonly<Record<string, string>>;
  serviceName: string;
  version: string;
  log: { warn(fields: object, message: string): void };
}

/** Sends spans in batches. What comes faster than it can be sent, or is not taken, is dropped and counted. */
export interface SpanExporter {
  readonly dropped: number;
  add(span: Span): void;
  /** Sends what there is, once, and resolves. */
  dispose(): Promise<void>;
}

const maxWaiting = 4_096;
const maxBatch = 512;
const intervalMs = 1_000;
const timeoutMs = 5_000;

export function createSpanExporter(options: SpanExporterOptions): SpanExporter {
  let waiting: Span[] = [];
  let dropped = 0;
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> | undefined;
  let isFailing = false;

  const post = async (spans: readonly Span[]): Promise<void> => {
    const response = await fetch(options.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...options.headers },
      body: otlpBody(options.serviceName, options.version, spans),
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the collector answered ${response.status}`);
  };
  const send = async (): Promise<void> => {
    const batch = waiting.slice(0, maxBatch);
    waiting = waiting.slice(maxBatch);
    try {
      await post(batch);
      isFailing = false;
    } catch (error) {
      dropped += batch.length;
      // Said once, not every second: the count of what was dropped goes on.
      if (!isFailing) options.log.warn({ error, url: options.url }, 'traces cannot be sent');
      isFailing = true;
    }
  };
  const schedule = (): void => {
    if (timer !== undefined || sending !== undefined || waiting.length === 0) return;
    const delayMs = waiting.length >= maxBatch && !isFailing ? 0 : intervalMs;
    timer = setTimeout(() => {
      timer = undefined;
      sending = send().finally(() => {
        sending = undefined;
        schedule();
      });
    }, delayMs).unref();
  };
  return {
    get dropped() {
      return dropped;
    },
    add(span) {
      if (waiting.length >= maxWaiting) {
        dropped += 1;
        return;
      }
      waiting.push(span);
      schedule();
    },
    async dispose() {
      clearTimeout(timer);
      // Nothing more is scheduled once there is a timer that never fires.
      timer ??= setTimeout(() => {}, 0).unref();
      await sending;
      if (waiting.length > 0 && !isFailing) await send();
    },
  };
}
