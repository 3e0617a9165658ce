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

type Answered = Extract<FromSandbox, { type: 'answered' }>;

function readHead({ status, headers }: Answered): HeaderList | Failure {
  return checkStatus(status) ?? readHeaders(headers);
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
  /** A whole body on its way to a sink that wants it in one piece. */
  #gathered: { status: number; headers: HeaderList; body: Buffer; at: number } | null = null;

  constructor(sink: InvocationSink, limits: Limits, source: ResponseSource) {
    this.#sink = sink;
    this.#limits = limits;
    this.#source = source;
  }

  get hasBegun(): boolean {
    return this.#state !== 'none';
  }

  /** A response that is whole; a second one is ignored. Returns what is wrong with it. */
  whole(answer: Answered): Failure | null {
    if (this.#state !== 'none') return null;
    const headers = readHead(answer);
    const failure = 'code' in headers ? headers : this.#count(answer.body);
    if (failure !== null) return failure;
    this.#state = 'complete';
    this.#sink.head(answer.status, headers as HeaderList, answer.body, false);
    return null;
  }

  /** The same where the body of `length` bytes follows in pieces. A sink that cannot take them gets it when it is there. */
  beginWhole(answer: Answered, length: number): Failure | null {
    if (this.#state !== 'none') return null;
    const headers = readHead(answer);
    if ('code' in headers) return headers;
    if (length > this.#limits.responseBytes) return failures.responseTooLarge(this.#limits, length);
    this.#state = 'streaming';
    if (this.#sink.wholeHead) this.#sink.wholeHead(answer.status, headers, length);
    else this.#gathered = { status: answer.status, headers, body: Buffer.allocUnsafeSlow(length), at: 0 };
    return null;
  }

  /** A piece of a whole body, for which the sandbox has nothing to be told. */
  piece(bytes: Uint8Array): Failure | null {
    if (this.#state !== 'streaming') return null;
    const gathered = this.#gathered;
    if (gathered === null) {
      this.#sink.piece?.(bytes);
      return null;
    }
    gathered.body.set(bytes, gathered.at);
    gathered.at += bytes.byteLength;
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
    if (this.#gathered === null) return this.#sink.end();
    const { status, headers, body } = this.#gathered;
    this.#gathered = null;
    this.#sink.head(status, headers, body, false);
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
