import { badResponse, jsonHeadersText, toJsonText, tooLarge } from './answer.ts';
import { chunkWindow, type Guest, type GuestConfig, type GuestFailure, type Host, type InvocationId } from './door.ts';
import { findEntryPoint, type EntryPoint } from './entry-point.ts';
import { createEnv } from './env.ts';
import { InvocationFailure } from './failure.ts';
import { createHandlerRequests, type RequestHead } from './handler-request.ts';
import { createInvocations, type GuestInvocation } from './invocation.ts';
import type { Platform, ResponseParts } from './platform.ts';
import { sendChunks } from './send-chunks.ts';
import {
  jsonParse,
  jsonStringify,
  typedArrayBuffer,
  typedArrayByteLength,
  typedArrayByteOffset,
} from './web/primordials.ts';
import { createContext } from './waiting.ts';

/** The guest's side of the door, and what takes in the user's module. */
export interface Dispatcher {
  guest: Guest;
  current(): InvocationId;
  configure(config: GuestConfig): void;
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

  async function run(invocation: GuestInvocation, head: string, body: ArrayBuffer | undefined): Promise<void> {
    try {
      const answer = await call(invocation, jsonParse(head) as RequestHead, body);
      if (table[invocation.id] === undefined) return;
      await respond(invocation, answer);
      invocation.answered = true;
      finishWhenIdle(invocation);
    } catch (error) {
      fail(invocation, InvocationFailure.describe(error));
    }
  }

  function call(invocation: GuestInvocation, head: RequestHead, body: ArrayBuffer | undefined): unknown {
    if (entryPoint.form === 'none') throw entryPoint.failure;
    const context = createContext(host, invocation, head.params, () => finishWhenIdle(invocation));
    if (entryPoint.form === 'fetch') {
      const { request, abort } = platform.createRequest(head, body);
      invocation.abort = abort;
      return entryPoint.call(request, env, context);
    }
    const { params, waitUntil } = context;
    return entryPoint.call(createHandlerRequest(head, body), { env, params, waitUntil });
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
    } else if ('read' in body) {
      host.respond(invocation.id, status, headers, undefined, true);
      return sendChunks(host, invocation, body, maxResponseBytes);
    } else {
      const length = typedArrayByteLength(body);
      if (length > maxResponseBytes) throw tooLarge(length, maxResponseBytes);
      host.respond(invocation.id, status, headers, wholeBuffer(body), false);
    }
    return undefined;
  }

  function finishWhenIdle(invocation: GuestInvocation): void {
    if (invocation.answered && invocation.waiting === 0) end(invocation.id, undefined);
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
    begin(id) {
      invocations.current = id;
    },
    dispatch(id, head, body) {
      invocations.current = id;
      const invocation: GuestInvocation = {
        id,
        abort: undefined,
        waiting: 0,
        answered: false,
        cancelled: false,
        credit: chunkWindow,
        resume: undefined,
      };
      table[id] = invocation;
      void run(invocation, head, body);
    },
    operationDone(id, operation, result, body) {
      invocations.current = id;
      platform.operationDone(operation, result, body);
    },
    timerFired(id, timer) {
      invocations.current = id;
      platform.timerFired(timer);
    },
    cancel(id) {
      invocations.current = id;
      const invocation = table[id];
      if (invocation === undefined) return;
      delete table[id];
      invocation.cancelled = true;
      invocation.abort?.();
      invocation.resume?.();
      platform.forget(id);
    },
    pull(id) {
      const invocation = table[id];
      if (invocation === undefined) return;
      invocations.current = id;
      invocation.credit++;
      invocation.resume?.();
    },
  };

  return {
    guest,
    current: () => invocations.current,
    configure(config) {
      env = createEnv(config.env);
      maxResponseBytes = config.responseBytes;
    },
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
