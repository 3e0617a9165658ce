import { createStreamReader, isByteStream, ReadableStream, type ReadableStreamDefaultController } from './streams.ts';
import { structuredClone } from './structured-clone.ts';
import { queueMicrotask } from './timers.ts';

/** Tees with the second branch getting clones: https://streams.spec.whatwg.org/#readablestream-tee, for bodies. */
export function teeStream(stream: ReadableStream): [ReadableStream, ReadableStream] {
  if (isByteStream(stream)) return stream.tee() as [ReadableStream, ReadableStream];
  const reader = createStreamReader(stream);
  const controllers: (ReadableStreamDefaultController<unknown> | null)[] = [null, null];
  const cancelReasons: unknown[] = [undefined, undefined];
  let isReading = false;
  let wantsMore = false;
  let finishCancel: () => void;
  const cancelDone = new Promise<void>((resolve) => {
    finishCancel = resolve;
  });

  const each = (run: (controller: ReadableStreamDefaultController<unknown>) => void) => {
    if (controllers[0]) run(controllers[0]);
    if (controllers[1]) run(controllers[1]);
  };
  const fail = (reason: unknown) => {
    each((controller) => controller.error(reason));
    finishCancel();
  };
  const deliver = (chunk: unknown) => {
    wantsMore = false;
    let copy: unknown = chunk;
    if (controllers[1]) {
      try {
        copy = structuredClone(chunk);
      } catch (error) {
        fail(error);
        reader.cancel(error);
        return;
      }
    }
    controllers[0]?.enqueue(chunk);
    controllers[1]?.enqueue(copy);
    isReading = false;
    if (wantsMore) pull();
  };
  const pull = () => {
    if (isReading) {
      wantsMore = true;
      return;
    }
    isReading = true;
    reader.read({
      // In a microtask, as an error of the stream must reach both branches before what it gave last does.
      chunk: (chunk) => queueMicrotask(() => deliver(chunk)),
      close: () => {
        isReading = false;
        each((controller) => controller.close());
        finishCancel();
      },
      error: fail,
    });
  };
  const branch = (index: 0 | 1) =>
    new ReadableStream<unknown>({
      start: (controller) => {
        controllers[index] = controller;
      },
      pull,
      cancel: (reason) => {
        controllers[index] = null;
        cancelReasons[index] = reason;
        if (controllers[0] !== null || controllers[1] !== null) return cancelDone;
        reader.cancel(cancelReasons);
        finishCancel();
        return cancelDone;
      },
    });
  return [branch(0), branch(1)];
}
