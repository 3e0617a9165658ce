import type { BodyMessage, InvocationId, Operation, OperationResult, ToSandbox } from '../../protocol/messages.ts';
import { BodyIntake } from '../body/body-intake.ts';
import { BodyPump } from '../body/body-pump.ts';
import { isBodySource, type BodySource } from '../body/body-source.ts';
import type { FetchLog } from './fetch-log.ts';

/** In flight at once for one invocation; more than the engine runs at once, as the rest may wait. */
const maxInFlight = 250;

/** What an operation came to; its body may still be on its way. */
export type OperationOutcome =
  | (Omit<Extract<OperationResult, { ok: true }>, 'body' | 'more'> & { body: Uint8Array | BodySource | null })
  | Extract<OperationResult, { ok: false }>;

/** What an operation works with besides what the function asked for. */
export interface OperationInput {
  signal: AbortSignal;
  body: Uint8Array | BodySource | null;
}

/** Does what a function asks for. Never rejects for the function's mistakes: a failure is an outcome. */
export type Perform = (
  operation: Exclude<Operation, { name: 'abort' }>,
  input: OperationInput,
) => Promise<OperationOutcome>;

/** One operation, until both of its bodies are over. */
interface InFlight {
  readonly controller: AbortController;
  /** The request's body, where it comes in pieces. */
  readonly intake: BodyIntake | null;
  /** The response's. */
  pump: BodyPump | null;
}

export interface OperationsOptions {
  invocation: InvocationId;
  perform: Perform;
  send(message: ToSandbox): void;
  log: FetchLog;
  /** Room in the engine for a request of `bytes`, to be given back; null where there is none. */
  hold(bytes: number): (() => void) | null;
}

/** The operations of one invocation: each has its own signal and bodies, and all end with it. */
export class Operations {
  readonly log: FetchLog;
  readonly #invocation: InvocationId;
  readonly #inFlight = new Map<number, InFlight>();
  readonly #perform: Perform;
  readonly #send: (message: ToSandbox) => void;
  readonly #hold: OperationsOptions['hold'];

  constructor({ invocation, perform, send, log, hold }: OperationsOptions) {
    this.#invocation = invocation;
    this.#perform = perform;
    this.#send = send;
    this.#hold = hold;
    this.log = log;
  }

  /** Starts `operation` and sends its result, unless it is aborted before. */
  async start(id: number, operation: Operation): Promise<void> {
    if (operation.name === 'abort') return this.#abort(operation.operation);
    const refused = this.#refusal(id);
    if (refused !== null) return this.#done(id, refused);
    const release = this.#hold(bytesHeld(operation));
    if (release === null) return this.#done(id, failed(tooMuch));
    const inFlight: InFlight = {
      controller: new AbortController(),
      intake: operation.more ? this.#intake(id) : null,
      pump: null,
    };
    this.#inFlight.set(id, inFlight);
    const { signal } = inFlight.controller;
    const noted = this.log.begin(operation);
    const input = { signal, body: noted.sends(inFlight.intake ?? operation.body) };
    const outcome = await this.#perform(operation, input).catch((error: unknown) => failed(String(error)));
    release();
    noted.answered(outcome);
    if (this.#inFlight.get(id) !== inFlight) {
      if (outcome.ok && isBodySource(outcome.body)) outcome.body.cancel();
      return;
    }
    await this.#deliver(id, inFlight, outcome);
    inFlight.intake?.cancel();
    if (this.#inFlight.get(id) === inFlight) this.#inFlight.delete(id);
  }

  /** News of an operation's bodies. */
  receive(message: BodyMessage): void {
    const inFlight = this.#inFlight.get(message.stream);
    switch (message.type) {
      case 'chunk':
        if (inFlight?.intake?.push(message.chunk) === false) this.#abort(message.stream);
        return;
      case 'bodyEnd':
        return inFlight?.intake?.end(message.error);
      case 'pull':
        return inFlight?.pump?.pull(message.count);
      case 'cancelBody':
        return inFlight?.pump?.stop();
    }
  }

  abortAll(): void {
    for (const id of this.#inFlight.keys()) this.#abort(id);
  }

  #abort(id: number): void {
    const inFlight = this.#inFlight.get(id);
    if (inFlight === undefined) return;
    this.#inFlight.delete(id);
    inFlight.controller.abort();
    inFlight.intake?.end('the request was given up');
    inFlight.pump?.stop();
  }

  async #deliver(id: number, inFlight: InFlight, outcome: OperationOutcome): Promise<void> {
    if (!outcome.ok) return this.#done(id, outcome);
    const { body, ...head } = outcome;
    if (!isBodySource(body)) return this.#done(id, { ...head, body, more: false });
    const invocation = this.#invocation;
    const explain = (error: unknown): string => (error instanceof Error ? error.message : String(error));
    inFlight.pump = new BodyPump({ invocation, stream: id, source: body, send: this.#send, explain });
    this.#done(id, { ...head, body: null, more: true });
    await inFlight.pump.run();
  }

  #done(operation: number, result: OperationResult): void {
    this.#send({ type: 'operationDone', invocation: this.#invocation, operation, result });
  }

  #intake(stream: number): BodyIntake {
    const invocation = this.#invocation;
    return new BodyIntake({
      pull: (count) => this.#send({ type: 'pull', invocation, stream, count }),
      cancel: () => this.#send({ type: 'cancelBody', invocation, stream }),
    });
  }

  #refusal(id: number): Extract<OperationResult, { ok: false }> | null {
    if (this.#inFlight.has(id)) return failed(`operation ${id} is running already`);
    if (this.#inFlight.size < maxInFlight) return null;
    return failed(`at most ${maxInFlight} requests may be in flight in one invocation; await some of them first`);
  }
}

const tooMuch =
  'the function’s requests on their way would take too much memory; await some of them first, or send streams';

/** A request as far as the engine has it in memory: all of it, but for a body that comes in pieces. */
function bytesHeld(operation: Exclude<Operation, { name: 'abort' }>): number {
  const headers = operation.name === 'websocket' ? [] : operation.headers;
  const ofHeaders = headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return operation.url.length + ofHeaders + (operation.body?.byteLength ?? 0);
}

function failed(message: string): Extract<OperationResult, { ok: false }> {
  return { ok: false, name: 'TypeError', message };
}
