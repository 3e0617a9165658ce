import { badResponse, jsonHeadersText, toJsonText, tooLarge } from './answer.ts';
import { type Guest, type GuestConfig, type GuestFailure, type Host, type InvocationId } from './door.ts';
import { findEntryPoint, type EntryPoint } from './entry-point.ts';
import { createEnv } from './env.ts';
import { InvocationFailure } from './failure.ts';
import { createHandlerRequests, type WholeBody } from './handler-request.ts';
import { createInvocations, type GuestInvocation } from './invocation.ts';
import type { Platform, ResponseParts, StreamedBody } from './platform.ts';
import { readDispatch, type BodyKind, type RequestHead } from './request-head.ts';
import {
  chain,
  jsonParse,
  jsonStringify,
  typedArrayBuffer,
  typedArrayByteLength,
  typedArrayByteOffset,
} from './web/primordials.ts';
import { createContext, type HandlerContext } from './waiting.ts';
import { reportRejection } from './web/rejections.ts';

type HandlerCall = (request: unknown, context: unknown) => unknown;

/** The guest's side of the door, and what takes in the user's module. */
export interface Dispatcher {
  guest: Guest;
  current(): InvocationId;
  adopt(exports: unknown): void;
}

/** Turns of the microtask queue an invocation of a batch may take to be over; most need three. */
const patience = 32;
/** Turns left to what an answered invocation has started and nobody waits for, before the next one begins. */
const aftermath = 4;

/**
 * Runs a function's handler for each dispatch and hands its answer to the host. Nothing here throws to the host,
 * and no answer travels as an entry's result: an unhandled rejection elsewhere in the function cannot replace it.
 */
export function createDispatcher(host: Host, platform: Platform): Dispatcher {
  const invocations = createInvocations();
  const { table } = invocations;
  const createHandlerRequest = createHandlerRequests(platform);
  let entryPoint: EntryPoint = findEntryPoint({});
  let env = createEnv({});
  let maxResponseBytes = 0;

  function begin(packed: string): InvocationId {
    const { id, head, body } = readDispatch(packed);
    invocations.current = id;
    const invocation: GuestInvocation = { id, abort: undefined, waiting: 0, answered: false, left: false };
    table[id] = invocation;
    try {
      const answer = call(invocation, head, body);
      if (isThenable(answer)) void completeWith(invocation, answer);
      else complete(invocation, answer);
    } catch (error) {
      fail(invocation, error);
    }
    return id;
  }

  /**
   * One invocation after the other, each with its microtasks done. What takes longer, or waits for something outside,
   * ends the batch: then its microtasks, however many, are the entry's last.
   */
  async function goOn(packed: string | undefined): Promise<void> {
    while (packed !== undefined) {
      const id = begin(packed);
      for (let turn = 0; table[id] !== undefined; turn++) {
        if (turn === patience) return;
        await undefined;
      }
      for (let turn = 0; turn < aftermath; turn++) await undefined;
      packed = host.next();
    }
  }

  async function completeWith(invocation: GuestInvocation, answer: PromiseLike<unknown>): Promise<void> {
    try {
      complete(invocation, await answer);
    } catch (error) {
      fail(invocation, error);
    }
  }

  function complete(invocation: GuestInvocation, answer: unknown): void {
    if (table[invocation.id] === undefined || invocation.left) discard(answer);
    else respond(invocation, answer);
  }

  function call(invocation: GuestInvocation, head: RequestHead, body: BodyKind): unknown {
    if (entryPoint.form === 'none') throw entryPoint.failure;
    const context = createContext(host, invocation, head.params, () => finishWhenIdle(invocation));
    if (entryPoint.form === 'fetch') {
      const { request, abort } = platform.createRequest(head, invocation.id, body);
      invocation.abort = abort;
      return entryPoint.call(request, env, context);
    }
    return callHandler(entryPoint.call, head, invocation.id, body, context);
  }

  /** The handler form reads its body synchronously: it is called once the whole body is there. */
  function callHandler(
    handler: HandlerCall,
    head: RequestHead,
    id: InvocationId,
    body: BodyKind,
    context: HandlerContext,
  ): unknown {
    const { params, waitUntil } = context;
    const callWith = (whole: WholeBody): unknown =>
      handler(createHandlerRequest(head, whole), { env, params, waitUntil });
    if (body !== 'stream') return callWith(body === 'whole' ? platform.heldBody(id) : undefined);
    return chain(platform.collectBody(id), callWith as (whole: ArrayBuffer) => unknown);
  }

  /** An answer nobody waits for: what would have been streamed is cancelled, so that its source can be let go. */
  function discard(answer: unknown): void {
    const body = platform.takeApart(answer)?.body;
    if (typeof body === 'object' && body !== null && 'send' in body) body.cancel('The client left.');
  }

  function respond(invocation: GuestInvocation, answer: unknown): void {
    const parts = platform.takeApart(answer);
    if (parts !== undefined) return respondWith(invocation, parts);
    const text = toJsonText(answer);
    if (text.length > maxResponseBytes) throw tooLarge(text.length, maxResponseBytes);
    answerWith(invocation, 200, jsonHeadersText, text);
  }

  function respondWith(invocation: GuestInvocation, { status, headers, body }: ResponseParts): void {
    if (status < 200 || status > 599) throw badResponse(`A response cannot have the status ${status}.`);
    const headersText = jsonStringify(headers);
    if (body === null) return answerWith(invocation, status, headersText, undefined);
    if (typeof body !== 'string' && 'send' in body) {
      host.respond(invocation.id, status, headersText, undefined, true);
      void send(invocation, body);
      return;
    }
    const length = typeof body === 'string' ? body.length : typedArrayByteLength(body);
    if (length > maxResponseBytes) throw tooLarge(length, maxResponseBytes);
    answerWith(invocation, status, headersText, typeof body === 'string' ? body : wholeBuffer(body));
  }

  /** With nothing left to wait for, the answer is also the end. */
  function answerWith(
    invocation: GuestInvocation,
    status: number,
    headers: string,
    body: ArrayBuffer | string | undefined,
  ): void {
    const { id } = invocation;
    if (invocation.waiting === 0) {
      forget(id);
      host.answer(id, status, headers, body);
    } else {
      host.respond(id, status, headers, body, false);
      invocation.answered = true;
    }
  }

  async function send(invocation: GuestInvocation, body: StreamedBody): Promise<void> {
    try {
      await body.send(invocation.id, maxResponseBytes);
      invocation.answered = true;
      finishWhenIdle(invocation);
    } catch (error) {
      fail(invocation, error);
    }
  }

  function finishWhenIdle(invocation: GuestInvocation): void {
    if ((invocation.answered || invocation.left) && invocation.waiting === 0) end(invocation.id, undefined);
  }

  function fail(invocation: GuestInvocation, error: unknown): void {
    const failure: GuestFailure = InvocationFailure.describe(error);
    end(invocation.id, jsonStringify(failure));
  }

  function end(id: InvocationId, failure: string | undefined): void {
    if (table[id] === undefined) return;
    forget(id);
    host.finish(id, failure);
  }

  function forget(id: InvocationId): void {
    delete table[id];
    platform.forget(id);
  }

  const guest: Guest = {
    configure(text) {
      const config = jsonParse(text) as GuestConfig;
      const bindings: Record<string, object> = Object.create(null) as Record<string, object>;
      for (const name of config.bindings) bindings[name] = platform.createBinding(name);
      env = createEnv(config.env, bindings);
      maxResponseBytes = config.responseBytes;
    },
    begin(id) {
      invocations.current = id;
    },
    dispatch: (packed) => void begin(packed),
    dispatchMany: (packed) => void goOn(packed),
    operationDone(id, operation, result, body) {
      invocations.current = id;
      platform.operationDone(operation, result, body);
    },
    timerFired(id, timer) {
      invocations.current = id;
      platform.timerFired(timer);
    },
    rejected(id, name, message, stack) {
      invocations.current = id;
      reportRejection({ name, message, stack });
    },
    cancel(id) {
      invocations.current = id;
      const invocation = table[id];
      if (invocation === undefined) return;
      delete table[id];
      platform.abandonBodies(id);
      invocation.abort?.();
      platform.forget(id);
    },
    leave(id) {
      invocations.current = id;
      const invocation = table[id];
      if (invocation === undefined || invocation.left) return;
      invocation.left = true;
      platform.abandonBodies(id);
      invocation.abort?.();
      finishWhenIdle(invocation);
    },
    chunk(id, stream, chunk) {
      invocations.current = id;
      platform.chunkArrived(id, stream, chunk);
    },
    bodyEnd(id, stream, error) {
      invocations.current = id;
      platform.bodyEnded(id, stream, error);
    },
    pull(id, stream, count) {
      invocations.current = id;
      platform.grantCredit(id, stream, count);
    },
    cancelBody(id, stream) {
      invocations.current = id;
      platform.stopBody(id, stream);
    },
  };

  return {
    guest,
    current: () => invocations.current,
    adopt(exports) {
      entryPoint = findEntryPoint(exports);
      host.loaded();
    },
  };
}

/** As `await` decides; a getter may throw, which is the handler's failure. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return false;
  return typeof (value as { then?: unknown }).then === 'function';
}

/** The bytes as a buffer of their own, copied only where they are part of a larger one. */
function wholeBuffer(bytes: Uint8Array): ArrayBuffer {
  const buffer = typedArrayBuffer(bytes) as ArrayBuffer;
  const length = typedArrayByteLength(bytes);
  if (typedArrayByteOffset(bytes) === 0 && buffer.byteLength === length) return buffer;
  return typedArrayBuffer(new Uint8Array(bytes)) as ArrayBuffer;
}
