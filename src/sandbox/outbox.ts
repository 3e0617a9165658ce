import type { DeploymentId, FromSandbox, InvocationId } from '../protocol/messages.ts';

/** Collects what goes to the engine and sends it as one array per turn of the event loop. */
export interface Outbox {
  post(message: FromSandbox): void;
  /**
   * Says whose code runs next. That leaves at once, with everything collected so far, when the function is another
   * one than before or the last sending was a while ago: if the code never returns, the engine knows whose it is.
   * Quick invocations of one function in a row share a sending.
   */
  entering(invocation: InvocationId, deployment: DeploymentId): void;
  /**
   * An invocation has left its code and goes on later. The engine hears with the next sending that it has begun, unless
   * it has: else one that says nothing until it is given up would be taken for one that never began.
   */
  suspended(invocation: InvocationId): void;
}

/** Answers are not kept back longer than this by invocations of the same function that follow. */
const maxHoldMs = 2;

export function createOutbox(send: (messages: FromSandbox[]) => void): Outbox {
  let batch: FromSandbox[] = [];
  let scheduled = false;
  let running: InvocationId | null = null;
  let announced: DeploymentId | null = null;
  let sentAt = 0;
  /** Entered in this turn, and not told of. */
  const untold = new Set<InvocationId>();

  function flush(): void {
    if (batch.length === 0) return;
    const messages = batch;
    batch = [];
    sentAt = performance.now();
    send(messages);
  }

  function endOfTurn(): void {
    scheduled = false;
    untold.clear();
    if (running !== null) {
      running = null;
      announced = null;
      batch.push({ type: 'entering', invocation: null });
    }
    flush();
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(endOfTurn);
  }

  return {
    post(message) {
      batch.push(message);
      schedule();
    },
    entering(invocation, deployment) {
      if (running === invocation) return;
      running = invocation;
      schedule();
      if (announced === deployment && performance.now() - sentAt < maxHoldMs) return void untold.add(invocation);
      batch.push({ type: 'entering', invocation });
      announced = deployment;
      flush();
    },
    suspended(invocation) {
      if (untold.delete(invocation)) batch.push({ type: 'entering', invocation });
    },
  };
}
