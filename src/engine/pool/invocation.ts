import { NexoError } from '../../contract/errors.ts';
import type { Failure } from '../../contract/invocation.ts';
import type { Limits } from '../../contract/limits.ts';
import type { BodyMessage, FromSandbox, InvocationId, ToSandbox, Usage } from '../../protocol/messages.ts';
import { packRequestHead, type RequestHead } from '../../protocol/request-head.ts';
import { BodyPump } from '../body/body-pump.ts';
import { isBodySource, type BodySource } from '../body/body-source.ts';
import type { Traced } from '../tracing/tracer.ts';
import type { BodyBudget } from './body-budget.ts';
import type { PlacedDeployment } from './deployments.ts';
import { failures } from './failures.ts';
import { FetchLog } from './fetch-log.ts';
import type { InvocationReport, InvocationSink, RunningInvocation } from './invocation-sink.ts';
import { LogCollector } from './log-collector.ts';
import { readLogDetails } from './read-log-details.ts';
import { Operations } from './operations.ts';
import type { PoolOptions } from './pool.ts';
import { ResponseDelivery, type ResponseSource } from './response-delivery.ts';

/** Where an invocation runs, as far as it needs to know. */
export interface InvocationPlace {
  readonly id: number;
  send(message: ToSandbox): void;
}

export interface InvocationParts {
  id: InvocationId;
  placed: PlacedDeployment;
  request: RequestHead;
  body: Uint8Array | BodySource | null;
  /** 0 for a call from outside, else one more than its caller's. */
  depth: number;
  traced: Traced | undefined;
  sink: InvocationSink;
  perform: PoolOptions['perform'];
  /** What the engine may hold of functions' requests. */
  bodies: BodyBudget;
  /** The last thing that happens to it, just before the sink hears of it. */
  onEnded(invocation: Invocation, cpuMs: number, failure: Failure | null): void;
}

type Answered = Extract<FromSandbox, { type: 'answered' }>;

/** A place in the queue is kept this long. */
const maxWaitMs = 30_000;
/** How long an invocation that was ended from outside waits for the sandbox to tell what it used. */
const usageGraceMs = 100;

/** One invocation from its arrival to its one `finished`, whatever happens to the sandboxes it runs in. */
export class Invocation implements RunningInvocation, ResponseSource {
  readonly id: InvocationId;
  readonly placed: PlacedDeployment;
  /** Whether its code may have run: then it cannot be run again. */
  started = false;
  /** Times it was given to a sandbox. */
  tries = 0;
  /** Whether its function was heavy when a place was found. */
  isHeavy = false;
  /** Whether an isolate had to be made for it. */
  cold = false;
  /** It has answered, and its body comes on the pipe: its sandbox has nothing else to say of it. */
  isPiped = false;
  /** Null while it waits. */
  place: InvocationPlace | null = null;
  readonly #parts: InvocationParts;
  /** These two once there is something for them. */
  #logs: LogCollector | null = null;
  #operations: Operations | null = null;
  #lineCounts: InvocationReport['lineCounts'];
  #body: Uint8Array | BodySource | null;
  /** Takes a request's body along that comes in pieces. */
  #pump: BodyPump | null = null;
  #timer: NodeJS.Timeout | undefined;
  readonly #arrivedAtMs = performance.now();
  #startedAtMs = this.#arrivedAtMs;
  #coldStartMs = 0;
  readonly #response: ResponseDelivery;
  /** Set once it was ended from outside; the sandbox's own verdict no longer counts. */
  #ending: { failure: Failure | null } | null = null;
  /** The caller has gone; nothing goes to the sink any more but the end. */
  #left = false;
  #ended = false;

  constructor(parts: InvocationParts) {
    this.id = parts.id;
    this.placed = parts.placed;
    this.#parts = parts;
    this.#body = parts.body;
    this.#response = new ResponseDelivery(parts.sink, parts.placed.deployment.source.limits, this);
  }

  /** It has no place yet, and will not wait for one for ever. */
  wait(): void {
    this.#timer = setTimeout(() => this.end(failures.waitedTooLong(maxWaitMs)), maxWaitMs);
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Whether it was told to stop: then it may not run again, and its end is decided. */
  get isStopping(): boolean {
    return !this.#isAnswering;
  }

  get functionId(): string {
    return this.placed.deployment.source.functionId;
  }

  get depth(): number {
    return this.#parts.depth;
  }

  get limits(): Limits {
    return this.placed.deployment.source.limits;
  }

  /** Gives it to a sandbox that knows the deployment; its wall clock starts. */
  dispatch(place: InvocationPlace): void {
    this.place = place;
    this.tries += 1;
    this.#startedAtMs = performance.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#wallExpired(), this.limits.wallMs);
    const { id, placed, request } = this.#parts;
    const more = isBodySource(this.#body);
    const body = isBodySource(this.#body) ? null : this.#body;
    place.send({ type: 'dispatch', invocation: id, deployment: placed.id, head: packRequestHead(request), body, more });
  }

  /** Its sandbox died before it started: it waits for another. */
  undispatch(): void {
    this.place = null;
    clearTimeout(this.#timer);
    this.wait();
  }

  /** Its sandbox speaks about it, so its code may have run. */
  markStarted(): void {
    if (this.started) return;
    this.started = true;
    if (isBodySource(this.#body)) this.#startPump(this.#body);
    this.#body = null;
  }

  receive(message: FromSandbox): void {
    if (this.#ended) return;
    switch (message.type) {
      case 'coldStart':
        this.cold = true;
        this.#coldStartMs += message.tookMs;
        break;
      case 'log':
        this.#addLog(message);
        break;
      case 'logsDropped':
        this.#log().dropped += message.count;
        break;
      case 'counted':
        this.#lineCounts = { counts: message.counts, atMs: message.atMs };
        break;
      case 'operation':
        if (this.#ending === null) void this.#operate().start(message.operation, message.request);
        break;
      case 'respond':
        if (this.#isAnswering) this.#stopFor(this.#response.begin(message));
        break;
      case 'answered':
        this.#answered(message);
        break;
      case 'chunk':
      case 'bodyEnd':
      case 'pull':
      case 'cancelBody':
        if (message.stream === 0) this.#receiveBody(message);
        else this.#operations?.receive(message);
        break;
      case 'finished':
        this.#finished(message.failure, message.usage);
    }
  }

  /** It has answered, and its body comes in the pieces that follow. */
  beginPiped(answer: Answered): void {
    this.isPiped = true;
    if (!this.#ended && this.#isAnswering) this.#stopFor(this.#response.beginWhole(answer, answer.piped));
  }

  takePiped(piece: Uint8Array): void {
    if (!this.#ended && this.#isAnswering) this.#stopFor(this.#response.piece(piece));
  }

  endPiped(answer: Answered): void {
    if (!this.#ended && this.#isAnswering) this.#response.end();
    this.#finishedWith(answer);
  }

  /** The sink has room again. */
  resume(): void {
    this.#response.resume();
  }

  /** The sink wants no more of the response; the invocation goes on. */
  dropBody(): void {
    this.#response.drop();
  }

  /** Asks the sandbox for more chunks of the response. */
  pull(count: number): void {
    if (this.#isAnswering) this.place?.send({ type: 'pull', invocation: this.id, stream: 0, count });
  }

  /** Tells the sandbox that nobody reads the rest of the response. */
  stopReading(): void {
    this.place?.send({ type: 'cancelBody', invocation: this.id, stream: 0 });
  }

  /** Nobody waits for it any more: only what it does by `waitUntil` goes on, within its limits. */
  cancel(): void {
    if (this.#ended || !this.#isAnswering) return;
    if (this.place === null) return this.end(null);
    this.#left = true;
    this.#pump?.stop();
    this.place.send({ type: 'leave', invocation: this.id });
  }

  /** Ends it from outside: it is told to stop, and ends with `failure` whether or not it obeys. */
  stop(failure: Failure | null): void {
    if (this.#ended || this.#ending !== null) return;
    if (this.place === null) return this.end(failure);
    this.#ending = { failure };
    this.#letGo();
    this.place.send({ type: 'cancel', invocation: this.id, failure: failure ?? failures.clientLeft() });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.end(failure), usageGraceMs);
  }

  /** The one end of every invocation; later ones are ignored. */
  end(failure: Failure | null, usage: Usage = { cpuMs: 0, heapBytes: 0 }): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#letGo();
    const wallMs = performance.now() - this.#startedAtMs;
    const told = this.#ending === null ? failure : this.#ending.failure;
    this.#parts.onEnded(this, usage.cpuMs, told);
    this.#parts.sink.finished({
      wallMs,
      ...usage,
      cold: this.cold,
      sandbox: this.place?.id ?? 0,
      queuedMs: this.tries === 0 ? null : this.#startedAtMs - this.#arrivedAtMs,
      coldStartMs: this.#coldStartMs,
      fetches: this.#operations?.log.entries ?? [],
      fetchesDropped: this.#operations?.log.dropped ?? 0,
      logs: this.#logs?.entries ?? [],
      logsDropped: this.#logs?.dropped ?? 0,
      ...(this.#lineCounts !== undefined && { lineCounts: this.#lineCounts }),
      failure: told && this.placed.deployment.mask.failure(told),
    });
  }

  #wallExpired(): void {
    const usedMs = performance.now() - this.#startedAtMs;
    this.stop(this.started ? failures.wallLimit(this.limits, usedMs) : failures.neverStarted(this.limits));
  }

  #operate(): Operations {
    const { id, perform, bodies, placed, depth, traced } = this.#parts;
    const { deployment } = placed;
    return (this.#operations ??= new Operations({
      invocation: id,
      perform: (operation, input) => perform(operation, { ...input, deployment, depth, traced }),
      send: (message) => this.place?.send(message),
      log: new FetchLog(this.#arrivedAtMs),
      hold: (bytes) => bodies.take(this.functionId, bytes),
    }));
  }

  #log(): LogCollector {
    return (this.#logs ??= new LogCollector());
  }

  #addLog({ level, text, details, atMs }: Extract<FromSandbox, { type: 'log' }>): void {
    const { stackMapper, deployment } = this.placed;
    const show = (original: string): string => deployment.mask.text(stackMapper.mapText(original));
    const entry = { level, text: show(text), atMs, ...(details !== null && readLogDetails(details, show)) };
    if (this.#log().add(entry, details?.length ?? 0)) this.#parts.sink.log?.(entry);
  }

  #answered(message: Answered): void {
    if (this.#isAnswering) this.#stopFor(this.#response.whole(message));
    this.#finishedWith(message);
  }

  #finishedWith({ cpuMs, heapBytes }: Answered): void {
    if (!this.#ended) this.#finished(null, { cpuMs, heapBytes });
  }

  #finished(failure: Failure | null, usage: Usage): void {
    if (failure !== null) this.end(this.placed.stackMapper.map(failure), usage);
    else this.end(!this.#response.hasBegun && !this.#left ? failures.noResponse() : null, usage);
  }

  /** Of the invocation's own request and response. */
  #receiveBody(message: BodyMessage): void {
    switch (message.type) {
      case 'pull':
        return this.#pump?.pull(message.count);
      case 'cancelBody':
        return this.#pump?.stop();
      case 'chunk':
        if (this.#isAnswering) this.#stopFor(this.#response.chunk(message.chunk));
        return;
      case 'bodyEnd':
        if (this.#isAnswering && message.error === null) this.#response.end();
    }
  }

  #stopFor(failure: Failure | null): void {
    if (failure !== null) this.stop(failure);
  }

  get #isAnswering(): boolean {
    return this.#ending === null && !this.#left;
  }

  #startPump(source: BodySource): void {
    this.#pump = new BodyPump({
      invocation: this.id,
      stream: 0,
      source,
      send: (message) => this.place?.send(message),
      explain: (error) => this.#explainBody(error),
    });
    void this.#pump.run();
  }

  /** A request that turns out too large is the caller's mistake, and its answer; anything else the function hears. */
  #explainBody(error: unknown): string | null {
    if (!(error instanceof NexoError) || error.code !== 'BODY_TOO_LARGE') return 'The request broke off.';
    this.stop({ code: error.code, message: error.message });
    return null;
  }

  /** What it holds outside its sandbox. */
  #letGo(): void {
    this.#operations?.abortAll();
    if (isBodySource(this.#body)) this.#body.cancel();
    this.#pump?.stop();
    this.#body = null;
  }
}
