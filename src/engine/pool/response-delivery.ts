import type { Failure, HeaderList } from '../../contract/invocation.ts';
import type { Limits } from '../../contract/limits.ts';
import { chunkWindow, type FromSandbox } from '../../protocol/messages.ts';
import { failures } from './failures.ts';
import type { InvocationSink, PresentBody } from './invocation-sink.ts';
import { checkResponseHead, checkStatus, readHeaders } from './response-head.ts';

/** The sandbox a response comes from. */
export interface ResponseSource {
  /** Asks for more chunks. */
  pull(count: number): void;
  /** Says that nobody reads the rest. */
  stopReading(): void;
}

/** Hands a sandbox's answer to the sink: checked, counted, and no faster than the sink takes it. */
export class ResponseDelivery {
  readonly #sink: InvocationSink;
  readonly #limits: Limits;
  readonly #source: ResponseSource;
  #state: 'none' | 'streaming' | 'complete' = 'none';
  #bytes = 0;
  /** Chunks taken from the sandbox that it was not told to be taken. */
  #owed = 0;
  #sinkIsFull = false;

  constructor(sink: InvocationSink, limits: Limits, source: ResponseSource) {
    this.#sink = sink;
    this.#limits = limits;
    this.#source = source;
  }

  get hasBegun(): boolean {
    return this.#state !== 'none';
  }

  /** A response that is whole; a second one is ignored. Returns what is wrong with it. */
  whole({ status, headers: text, body }: Extract<FromSandbox, { type: 'answered' }>): Failure | null {
    if (this.#state !== 'none') return null;
    const headers = readHeaders(text);
    const failure = 'code' in headers ? headers : (checkStatus(status) ?? this.#count(body));
    if (failure !== null) return failure;
    this.#state = 'complete';
    this.#sink.head(status, headers as HeaderList, body, false);
    return null;
  }

  /** The response's head; a second one is ignored. Returns what is wrong with it. */
  begin({ status, headers, body, more }: Extract<FromSandbox, { type: 'respond' }>): Failure | null {
    if (this.#state !== 'none') return null;
    const failure = checkResponseHead(status, headers) ?? this.#count(body);
    if (failure !== null) return failure;
    this.#state = more ? 'streaming' : 'complete';
    this.#sink.head(status, headers, body, more);
    return null;
  }

  /** A piece of a streamed body. Returns why the invocation has to end for it. */
  chunk(bytes: Uint8Array): Failure | null {
    if (this.#state !== 'streaming') return null;
    const failure = this.#count(bytes);
    if (failure !== null) return failure;
    this.#owed += 1;
    if (this.#owed > chunkWindow) return failures.ranAhead();
    if (!this.#sink.chunk(bytes)) this.#sinkIsFull = true;
    this.#payPulls();
    return null;
  }

  end(): void {
    if (this.#state !== 'streaming') return;
    this.#state = 'complete';
    this.#sink.end();
  }

  /** The sink has room again. */
  resume(): void {
    this.#sinkIsFull = false;
    this.#payPulls();
  }

  /** The sink wants no more of it. */
  drop(): void {
    if (this.#state !== 'streaming') return;
    this.#state = 'complete';
    this.#source.stopReading();
  }

  #payPulls(): void {
    if (this.#sinkIsFull || this.#owed === 0) return;
    const count = this.#owed;
    this.#owed = 0;
    this.#source.pull(count);
  }

  #count(body: PresentBody): Failure | null {
    this.#bytes += body === null ? 0 : Buffer.byteLength(body);
    return this.#bytes <= this.#limits.responseBytes ? null : failures.responseTooLarge(this.#limits, this.#bytes);
  }
}
