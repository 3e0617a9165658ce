import type { IncomingMessage, ServerResponse } from 'node:http';

import { methodNotAllowed, NexoError, routeNotFound } from '../../contract/errors.ts';
import type { FunctionSummary } from '../../contract/function.ts';
import { isHopByHop } from '../../kit/hop-by-hop.ts';
import type { RequestTarget } from '../http/check-request.ts';
import { ClientLeft, hasBody, requestBody } from '../http/read-body.ts';
import { answerOf, sendError } from '../http/send-error.ts';
import {
  functionDamaged,
  functionNotFound,
  type FunctionRegistry,
  type RegisteredFunction,
} from '../router/function-registry.ts';
import type { RouteMatch } from '../router/route-table.ts';
import { compileFailure } from './compile-failure.ts';
import { createHttpReply } from './http-reply.ts';
import type { Call } from './call.ts';
import type { Invoker } from './invoker.ts';
import { corsHeaders, mayCallFunction, preflightHeaders } from './origin-policy.ts';

/** The path functions are served under; they do not see it. */
export const functionPrefix = '/fn';

export interface GatewayOptions {
  registry: FunctionRegistry;
  invoker: Invoker;
  /** Told about what is our fault, for the log. */
  onError(error: unknown): void;
}

/** Answers requests under `/fn`. Never throws: every outcome is an answer, or the client's own leaving. */
export type Gateway = (request: IncomingMessage, response: ServerResponse, target: RequestTarget) => void;

export function createGateway({ registry, invoker, onError }: GatewayOptions): Gateway {
  return (request, response, target) => {
    try {
      const path = target.path.slice(functionPrefix.length) || '/';
      const match = registry.match(request.method ?? 'GET', path);
      const asked = match.type === 'options' ? askedFor(request, path) : undefined;
      const origins = match.type === 'found' ? match.target.summary.origins : asked?.summary.origins;
      checkOrigin(request, origins);
      if (asked !== undefined && letRead(request, response, origins))
        return answerPreflight(request, response, asked.summary);
      if (match.type !== 'found') return answerUnmatched(request, response, match, path);
      if (match.target.summary.damage !== null) throw functionDamaged(match.target.summary);
      const call = callOf(request, path, target.query, match.params);
      letRead(request, response, origins);
      if (!hasBody(request)) return dispatch(match.target, call, response);
      requestBody(request, response, match.target.summary.limits.requestBytes)
        .then((body) => dispatch(match.target, { ...call, body }, response))
        .catch(fail(response));
    } catch (error) {
      fail(response)(error);
    }
  };

  /** The function a browser's preflight is about, where that leaves the answer to us. */
  function askedFor({ headers }: IncomingMessage, path: string): RegisteredFunction | undefined {
    const method = headers['access-control-request-method'];
    if (method === undefined || headers.origin === undefined) return undefined;
    const match = registry.match(method, path);
    return match.type === 'found' ? match.target : undefined;
  }

  function dispatch({ id: functionId }: RegisteredFunction, call: Call, response: ServerResponse): void {
    // Looked up again: while the body came in, the function may have changed or gone.
    const target = registry.get(functionId);
    if (target === undefined) throw functionNotFound(functionId);
    const id = invoker.newId();
    if (target.deployment !== undefined) return run(id, target.deployment, call, response);
    registry
      .deploy(functionId)
      .then((deployment) => run(id, deployment, call, response))
      .catch((error: unknown) => {
        const failure = compileFailure(error, target.summary.file);
        if (failure === undefined) return fail(response)(error);
        const { code, message } = failure;
        sendError(response, { code, message, invocation: id }, headersFor(id, target.summary));
        invoker.recordFailure(id, target.summary, call, failure);
      });
  }

  function run(id: string, deployment: Parameters<Invoker['run']>[1], call: Call, response: ServerResponse): void {
    const { functionId, version } = deployment.source;
    const reply = createHttpReply(response, id, headersFor(id, { id: functionId, version }));
    reply.attach(invoker.run(id, deployment, call, reply));
  }

  function fail(response: ServerResponse): (error: unknown) => void {
    return (error) => {
      if (error instanceof ClientLeft) return;
      if (!(error instanceof NexoError)) onError(error);
      sendError(response, answerOf(error));
    };
  }
}

function checkOrigin({ method, headers }: IncomingMessage, origins: readonly string[] | undefined): void {
  if (mayCallFunction(method ?? 'GET', headers, origins)) return;
  const from = headers.origin ?? 'another site';
  throw new NexoError(
    'FORBIDDEN_ORIGIN',
    `pages of ${from} may not call this; the settings of a function name the web origins that may`,
  );
}

/**
 * Lets a page the function lists read what comes, errors included; false for other pages. The function's own headers of
 * these names win.
 */
function letRead(
  { headers }: IncomingMessage,
  response: ServerResponse,
  origins: readonly string[] | undefined,
): boolean {
  const cors = corsHeaders(headers.origin, origins);
  for (let index = 0; index < cors.length; index += 2) response.setHeader(cors[index]!, cors[index + 1]!);
  return response.hasHeader('access-control-allow-origin');
}

function answerPreflight({ headers }: IncomingMessage, response: ServerResponse, { methods }: FunctionSummary): void {
  response.writeHead(204, ['allow', methods.join(', '), ...preflightHeaders(headers, methods)]).end();
}

function answerUnmatched(
  request: IncomingMessage,
  response: ServerResponse,
  match: Exclude<RouteMatch<RegisteredFunction>, { type: 'found' }>,
  path: string,
): void {
  switch (match.type) {
    case 'options':
      response.writeHead(204, { allow: match.allow.join(', ') }).end();
      return;
    case 'methodNotAllowed':
      throw methodNotAllowed(request.method ?? 'GET', path, match.allow);
    case 'notFound':
      throw routeNotFound(path);
  }
}

function headersFor(invocation: string, { id, version }: { id: string; version: string }): string[] {
  return ['x-nexo-invocation', invocation, 'x-nexo-function', id, 'x-nexo-version', version];
}

function callOf(request: IncomingMessage, path: string, query: string, params: Record<string, string>): Call {
  const pathAndQuery = path + query;
  return {
    source: 'gateway',
    method: request.method ?? 'GET',
    path: pathAndQuery,
    url: `http://${request.headers.host}${pathAndQuery}`,
    headers: requestHeaders(request.rawHeaders),
    params,
    body: null,
  };
}

/** As the client sent them, repeated ones repeated, without those about its connection to us. */
function requestHeaders(rawHeaders: string[]): string[] {
  const list: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!.toLowerCase();
    if (!isHopByHop(name)) list.push(name, rawHeaders[index + 1]!);
  }
  return list;
}
