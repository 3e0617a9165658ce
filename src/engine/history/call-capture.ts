import type { CallTiming } from '../../contract/call.ts';
import type { HeaderList } from '../../contract/invocation.ts';
import { countBody, type BodySource } from '../body/body-source.ts';
import type { PresentBody } from '../pool/invocation-sink.ts';
import { BodyCapture } from './body-capture.ts';
import type { CaptureMemory } from './capture-memory.ts';

/** What is remembered of a call while it runs: references and times, no copies. */
export class CallCapture {
  readonly startedAt = Date.now();
  status = 0;
  responseHeaders: HeaderList = [];
  readonly requestBody: BodyCapture;
  readonly responseBody: BodyCapture;
  readonly #beganMs = performance.now();
  #headMs: number | null = null;
  #bodyMs: number | null = null;
  #endMs = 0;

  constructor(memory: CaptureMemory) {
    this.requestBody = new BodyCapture(memory);
    this.responseBody = new BodyCapture(memory);
  }

  /** Gives the request's body back, remembered as it is read. */
  request(body: Uint8Array | BodySource | null): Uint8Array | BodySource | null {
    return body && countBody(body, (_, piece) => this.requestBody.add(piece));
  }

  head(status: number, headers: HeaderList, body: PresentBody, more: boolean): void {
    this.status = status;
    this.responseHeaders = headers;
    this.#headMs = this.#now();
    if (body !== null) this.responseBody.add(body);
    if (!more) this.#bodyMs = this.#headMs;
  }

  end(): void {
    this.#bodyMs = this.#now();
  }

  /** Everything is over. `status` is what to say where there was no answer. */
  finish(status: number): void {
    this.status ||= status;
    this.#endMs = this.#now();
  }

  timing(queuedMs: number | null, coldStartMs: number): CallTiming {
    return { dispatchedMs: queuedMs, coldStartMs, headMs: this.#headMs, bodyMs: this.#bodyMs, endMs: this.#endMs };
  }

  #now(): number {
    return performance.now() - this.#beganMs;
  }
}
