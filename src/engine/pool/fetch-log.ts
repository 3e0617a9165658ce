import type { FetchRecord } from '../../contract/call.ts';
import type { Operation } from '../../protocol/messages.ts';
import { countBody, isBodySource, type BodySource } from '../body/body-source.ts';

/** Kept of one invocation; what comes after is counted. */
const maxEntries = 200;
const maxUrlLength = 2_048;

type Body = Uint8Array | BodySource | null;
type Answer = { ok: true; status: number; body: Body } | { ok: false; name: string; message: string };

/** Writes one request's story down as it goes on. */
export interface NotedFetch {
  /** Gives the request's body back, counted. */
  sends(body: Body): Body;
  /** The answer's body is counted as it is read. */
  answered(answer: Answer): void;
}

/** The requests one invocation made, their times counted from its arrival. */
export class FetchLog {
  readonly entries: FetchRecord[] = [];
  dropped = 0;
  readonly #arrivedAtMs: number;

  constructor(arrivedAtMs: number) {
    this.#arrivedAtMs = arrivedAtMs;
  }

  /** A WebSocket is the GET that opens it; its frames are its bodies. */
  begin(operation: Exclude<Operation, { name: 'abort' }>): NotedFetch {
    if (this.entries.length >= maxEntries) {
      this.dropped += 1;
      return ignored;
    }
    const record: FetchRecord = {
      binding: operation.name === 'invoke' ? operation.binding.slice(0, 128) : null,
      method: operation.name === 'websocket' ? 'GET' : operation.method.slice(0, 32),
      url: operation.url.slice(0, maxUrlLength),
      status: null,
      error: null,
      startMs: this.#now(),
      headMs: null,
      endMs: null,
      requestBytes: 0,
      responseBytes: 0,
    };
    this.entries.push(record);
    return this.#note(record);
  }

  #note(record: FetchRecord): NotedFetch {
    return {
      sends: (body) => countBody(body, (bytes) => void (record.requestBytes += bytes)),
      answered: (answer) => {
        record.headMs = this.#now();
        if (!answer.ok) {
          record.error = `${answer.name}: ${answer.message}`;
          record.endMs = record.headMs;
          return;
        }
        record.status = answer.status;
        if (!isBodySource(answer.body)) record.endMs = record.headMs;
        const count = (bytes: number): void => void (record.responseBytes += bytes);
        answer.body = countBody(answer.body, count, () => void (record.endMs ??= this.#now()));
      },
    };
  }

  #now(): number {
    return performance.now() - this.#arrivedAtMs;
  }
}

const ignored: NotedFetch = { sends: (body) => body, answered: () => undefined };
