import type { FromSandbox, InvocationId } from '../protocol/messages.ts';

/** Collects what goes to the engine and sends it as one array per turn of the event loop. */
export interface Outbox {
  post(message: FromSandbox): void;
  /**
   * Says whose code runs next, and sends that at once with everything collected so far: if the code never returns,
   * the engine still knows whose it is. Free when nothing changes.
   */
  entering(invocation: InvocationId): void;
}

export function createOutbox(send: (messages: FromSandbox[]) => void): Outbox {
  let batch: FromSandbox[] = [];
  let scheduled = false;
  let running: InvocationId | null = null;

  function flush(): void {
    if (batch.length === 0) return;
    const messages = batch;
    batch = [];
    send(messages);
  }

  function endOfTurn(): void {
    scheduled = false;
    if (running !== null) {
      running = null;
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
    entering(invocation) {
      if (running === invocation) return;
      running = invocation;
      batch.push({ type: 'entering', invocation });
      flush();
      schedule();
    },
  };
}
