import type { InvocationId, Operation, OperationResult, ToSandbox } from '../../protocol/messages.ts';

/** In flight at once for one invocation. */
const maxInFlight = 100;

type Perform = (operation: Operation, signal: AbortSignal) => Promise<OperationResult>;

/** The operations of one invocation: each has its own signal, and all end with it. */
export class Operations {
  readonly #inFlight = new Map<number, AbortController>();
  readonly #perform: Perform;
  readonly #send: (message: ToSandbox) => void;

  constructor(perform: Perform, send: (message: ToSandbox) => void) {
    this.#perform = perform;
    this.#send = send;
  }

  /** Starts `operation` and sends its result, unless `abortAll` came first. */
  async start(invocation: InvocationId, id: number, operation: Operation): Promise<void> {
    if (operation.name === 'abort') {
      this.#inFlight.get(operation.operation)?.abort();
      return;
    }
    const result = await this.#run(id, operation);
    if (result !== null) this.#send({ type: 'operationDone', invocation, operation: id, result });
  }

  abortAll(): void {
    const controllers = [...this.#inFlight.values()];
    this.#inFlight.clear();
    for (const controller of controllers) controller.abort();
  }

  async #run(id: number, operation: Operation): Promise<OperationResult | null> {
    if (this.#inFlight.has(id)) return refusal(`operation ${id} is running already`);
    if (this.#inFlight.size >= maxInFlight) {
      return refusal(`at most ${maxInFlight} requests may be in flight in one invocation; await some of them first`);
    }
    const controller = new AbortController();
    this.#inFlight.set(id, controller);
    const result = await this.#perform(operation, controller.signal).catch((error: unknown) => refusal(String(error)));
    if (this.#inFlight.get(id) !== controller) return null;
    this.#inFlight.delete(id);
    return result;
  }
}

function refusal(message: string): OperationResult {
  return { ok: false, name: 'TypeError', message };
}
