import { badResponse, jsonHeadersText, toJsonText, tooLarge } from './answer.ts';
import { type Guest, type GuestConfig, type GuestFailure, type Host, type InvocationId } from './door.ts';
import { findEntryPoint, type EntryPoint } from './entry-point.ts';
import { createEnv } from './env.ts';
import { InvocationFailure } from './failure.ts';
import { createHandlerRequests, type RequestHead } from './handler-request.ts';
import { createInvocations, type GuestInvocation } from './invocation.ts';
import type { Platform, RequestBody, ResponseParts } from './platform.ts';
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

  async function run(invocation: GuestInvocation, head: string, body: RequestBody): Promise<void> {
    try {
      const answer = await call(invocation, jsonParse(head) as RequestHead, body);
      if (table[invocation.id] === undefined || invocation.left) return discard(answer);
      await respond(invocation, answer);
      invocation.answered = true;
      finishWhenIdle(invocation);
    } catch (error) {
      fail(invocation, InvocationFailure.describe(error));
    }
  }

  function call(invocation: GuestInvocation, head: RequestHead, body: RequestBody): unknown {
    if (entryPoint.form === 'none') throw entryPoint.failure;
    const context = createContext(host, invocation, head.params, () => finishWhenIdle(invocation));
    if (entryPoint.form === 'fetch') {
      const { request, abort } = platform.createRequest(head, body);
      invocation.abort = abort;
      return entryPoint.call(request, env, context);
    }
    return callHandler(entryPoint.call, head, body, context);
  }

  /** The handler form reads its body synchronously: it is called once the whole body is there. */
  function callHandler(handler: HandlerCall, head: RequestHead, body: RequestBody, context: HandlerContext): unknown {
    const { params, waitUntil } = context;
    const callWith = (whole: ArrayBuffer | undefined): unknown =>
      handler(createHandlerRequest(head, whole), { env, params, waitUntil });
    if (body === undefined || !('streamOf' in body)) return callWith(body);
    return chain(platform.collectBody(body.streamOf), callWith as (whole: ArrayBuffer) => unknown);
  }

  /** An answer nobody waits for: what would have been streamed is cancelled, so that its source can be let go. */
  function discard(answer: unknown): void {
    const body = platform.takeApart(answer)?.body;
    if (typeof body === 'object' && body !== null && 'send' in body) body.cancel('The client left.');
  }

  function respond(invocation: GuestInvocation, answer: unknown): Promise<void> | undefined {
    const parts = platform.takeApart(answer);
    if (parts === undefined) {
      const text = toJsonText(answer);
      if (text.length > maxResponseBytes) throw tooLarge(text.length, maxResponseBytes);
      host.respond(invocation.id, 200, jsonHeadersText, text, false);
      return undefined;
    }
    return respondWith(invocation, parts);
  }

  function respondWith(invocation: GuestInvocation, parts: ResponseParts): Promise<void> | undefined {
    const { status, body } = parts;
    const headers = jsonStringify(parts.headers);
    if (status < 200 || status > 599) throw badResponse(`A response cannot have the status ${status}.`);
    if (body === null) host.respond(invocation.id, status, headers, undefined, false);
    else if (typeof body === 'string') {
      if (body.length > maxResponseBytes) throw tooLarge(body.length, maxResponseBytes);
      host.respond(invocation.id, status, headers, body, false);
    } else if ('send' in body) {
      host.respond(invocation.id, status, headers, undefined, true);
      return body.send(invocation.id, maxResponseBytes);
    } else {
      const length = typedArrayByteLength(body);
      if (length > maxResponseBytes) throw tooLarge(length, maxResponseBytes);
      host.respond(invocation.id, status, headers, wholeBuffer(body), false);
    }
    return undefined;
  }

  function finishWhenIdle(invocation: GuestInvocation): void {
    if ((invocation.answered || invocation.left) && invocation.waiting === 0) end(invocation.id, undefined);
  }

  function fail(invocation: GuestInvocation, failure: GuestFailure): void {
    end(invocation.id, jsonStringify(failure));
  }

  function end(id: InvocationId, failure: string | undefined): void {
    if (table[id] === undefined) return;
    delete table[id];
    platform.forget(id);
    host.finish(id, failure);
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
    dispatch(id, head, body, more) {
      invocations.current = id;
      const invocation: GuestInvocation = { id, abort: undefined, waiting: 0, answered: false, left: false };
      table[id] = invocation;
      void run(invocation, head, more ? { streamOf: id } : body);
    },
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

/** The bytes as a buffer of their own, copied only where they are part of a larger one. */
function wholeBuffer(bytes: Uint8Array): ArrayBuffer {
  const buffer = typedArrayBuffer(bytes) as ArrayBuffer;
  const length = typedArrayByteLength(bytes);
  if (typedArrayByteOffset(bytes) === 0 && buffer.byteLength === length) return buffer;
  return typedArrayBuffer(new Uint8Array(bytes)) as ArrayBuffer;
}
