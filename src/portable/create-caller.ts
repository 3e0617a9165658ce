import { NexoError } from '../contract/errors.ts';
import { toJsonText, tooLarge } from '../guest/answer.ts';
import type { GuestFailure } from '../guest/door.ts';
import { findEntryPoint, type EntryPoint } from '../guest/entry-point.ts';
import { createEnv, type Env } from '../guest/env.ts';
import { InvocationFailure } from '../guest/failure.ts';
import { answerError } from './answer-error.ts';
import { createBinding } from './binding.ts';
import type { BundledFunction } from './bundled-function.ts';
import { createContext, type FunctionContext } from './context.ts';
import type { FunctionCall, ReadVariable } from './function-call.ts';
import { limitRequest, type LimitedRequest } from './limit-request.ts';
import { checkedResponse } from './checked-response.ts';
import { createHandlerRequest } from './handler-request.ts';
import { invocationId } from './invocation-id.ts';
import { withinWallTime } from './wall-time.ts';

interface Loaded {
  entryPoint: EntryPoint;
  /** The same object for every call, as in Nexo; but bindings belong to the call that uses them. */
  env: Env | undefined;
}

/** Calls functions of the bundle. Failures of theirs are answers; others reject. */
export type Caller = (call: FunctionCall) => Promise<Response>;

export function createCaller(functions: readonly BundledFunction[]): Caller {
  const byId = new Map(functions.map((target) => [target.id, target]));
  const loaded = new Map<string, Promise<Loaded>>();

  /** One that failed to load is tried again by the next call. */
  function load(target: BundledFunction): Promise<Loaded> {
    const known = loaded.get(target.id);
    if (known !== undefined) return known;
    const loading = target.load().then((exports): Loaded => ({ entryPoint: findEntryPoint(exports), env: undefined }));
    loaded.set(target.id, loading);
    loading.catch(() => loaded.delete(target.id));
    return loading;
  }

  function envOf(own: Loaded, { target, readVariable, context, depth }: FunctionCall): Env {
    const names = Object.entries(target.bindings);
    if (names.length === 0) return (own.env ??= createEnv(variablesOf(target, readVariable)));
    const bindings: Record<string, object> = {};
    for (const [name, id] of names) {
      bindings[name] = createBinding({ name, target: byId.get(id), id, depth, readVariable, context, call: callBound });
    }
    return createEnv(variablesOf(target, readVariable), bindings);
  }

  async function run(call: FunctionCall, request: LimitedRequest, context: FunctionContext): Promise<unknown> {
    const { target, params } = call;
    const own = await load(target);
    const env = envOf(own, call);
    if (own.entryPoint.form === 'none') throw own.entryPoint.failure;
    if (own.entryPoint.form === 'fetch') return own.entryPoint.call(request.request, env, context);
    const body = await request.whole();
    const handlerRequest = createHandlerRequest(request.request, params, body);
    return own.entryPoint.call(handlerRequest, { env, params, waitUntil: context.waitUntil });
  }

  /** The function's response; throws a NexoError for what it failed with, which the client may see. */
  async function callOrThrow(call: FunctionCall, request: LimitedRequest): Promise<Response> {
    const { target, context, params } = call;
    try {
      const work = run(call, request, createContext(params, context));
      const answer = await withinWallTime(work, target.limits.wallMs);
      return answer instanceof Response ? checkedResponse(answer) : jsonResponse(answer, target.limits.responseBytes);
    } catch (error) {
      if (request.excess !== undefined) throw request.excess;
      if (error instanceof NexoError) throw error;
      throw failureOf(InvocationFailure.describe(error), target.id);
    }
  }

  async function callBound(call: FunctionCall): Promise<Response> {
    return callOrThrow(call, limited(call));
  }

  return async (call) => {
    // A body that says it is too large is refused before there is a call.
    const request = limited(call);
    try {
      return await callOrThrow(call, request);
    } catch (error) {
      return answerError(error, invocationId());
    }
  };
}

function limited({ request, target }: FunctionCall): LimitedRequest {
  return limitRequest(request, target.limits.requestBytes);
}

/** Those of the platform's environment win over the bundle's own; a secret without a value is left out. */
function variablesOf({ env, secrets }: BundledFunction, readVariable: ReadVariable): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) variables[name] = readVariable(name) ?? value;
  for (const name of secrets) {
    const value = readVariable(name);
    if (value !== undefined) variables[name] = value;
  }
  return variables;
}

function jsonResponse(value: unknown, maxBytes: number): Response {
  const text = toJsonText(value);
  if (text.length > maxBytes) throw tooLarge(text.length, maxBytes);
  return new Response(text, { headers: { 'content-type': 'application/json' } });
}

/** Its stack is for the log alone. */
function failureOf({ code, name, message, stack }: GuestFailure, id: string): NexoError {
  console.error(`${id}: ${stack ?? (name === undefined ? message : `${name}: ${message}`)}`);
  return new NexoError(code, message);
}
