import type { IncomingMessage, ServerResponse } from 'node:http';

import type { ORPCError } from '@orpc/client';
import { OpenAPIHandler } from '@orpc/openapi/node';

import { contract } from '../../contract/contract.ts';
import { NexoError } from '../../contract/errors.ts';
import { methodSchema } from '../../contract/function.ts';
import { describeErrors } from '../../rpc/wire-error.ts';
import type { HandlerContext, Handlers } from '../handlers/handlers.ts';
import type { RequestTarget } from '../http/check-request.ts';
import { ClientLeft } from '../http/read-body.ts';
import { answerOf, sendError } from '../http/send-error.ts';
import { createRouteTable, type Routed } from '../router/route-table.ts';
import { expositionType } from '../telemetry/exposition.ts';
import type { AccessCheck } from './access.ts';
import { readJson } from './read-json.ts';

export interface ControlApiOptions {
  handlers: Handlers;
  version: string;
  /** The text behind `/metrics`. */
  metrics(): string;
  /** Resolves with who may come in, once the workspace is open. */
  access(): Promise<AccessCheck>;
  onError(error: unknown): void;
}

/** The REST API: `/health`, `/stats`, `/metrics` and everything under `/api`. Never throws. */
export type ControlApi = (request: IncomingMessage, response: ServerResponse, target: RequestTarget) => void;

const openApiPath = '/api/openapi.json';
const metricsPath = '/metrics';
const maxBodyBytes = 8_000_000;
/** An invocation's own body travels inside, as base64 at worst. */
const maxInvokeBytes = 32_000_000;
/** A zip of 20 MB travels inside, as base64. */
const maxImportBytes = 29_000_000;

export function createControlApi(options: ControlApiOptions): ControlApi {
  const { handlers, version, metrics, access, onError } = options;
  const endpoints = createRouteTable(listEndpoints());
  const context: HandlerContext = { source: 'api' };
  const rest = new OpenAPIHandler(handlers, {
    clientInterceptors: [describeErrors(onError)],
    customErrorResponseBodyEncoder: ({ code, message, data }: ORPCError<string, object>) => ({
      error: { code, message, ...data },
    }),
  });
  let document: Promise<string> | undefined;

  const serve = async (request: IncomingMessage, response: ServerResponse, target: RequestTarget): Promise<void> => {
    protect(response);
    const method = request.method ?? 'GET';
    const match = endpoints.match(method, target.path);
    // Orchestrators ask for health without a token, and learn nothing else from it.
    if (target.path !== '/health') await (await access())(request.headers);
    if (match.type === 'notFound') throw new NexoError('NOT_FOUND', `there is nothing at ${target.path}`);
    if (match.type === 'options') return void response.writeHead(204, { allow: match.allow.join(', ') }).end();
    if (match.type === 'methodNotAllowed') {
      const { allow } = match;
      throw new NexoError('METHOD_NOT_ALLOWED', `${target.path} does not answer ${method}`, { allow });
    }
    if (target.path === openApiPath) {
      document ??= describe(version);
      response.writeHead(200, { 'content-type': 'application/json' }).end(await document);
      return;
    }
    if (target.path === metricsPath) {
      response.writeHead(200, { 'content-type': expositionType }).end(metrics());
      return;
    }
    const maxBytes = maxBytesOf(target.path);
    const body = await readJson(request, response, maxBytes);
    // The response already knows that it is one to HEAD, so it sends no body.
    if (method === 'HEAD') request.method = 'GET';
    await rest.handle(Object.assign(request, { body }), response, { context });
  };

  return (request, response, target) => {
    serve(request, response, target).catch((error: unknown) => {
      if (error instanceof ClientLeft) return;
      if (!(error instanceof NexoError)) onError(error);
      sendError(response, answerOf(error));
    });
  };
}

async function describe(version: string): Promise<string> {
  const { createOpenApiDocument } = await import('./openapi-document.ts');
  return JSON.stringify(await createOpenApiDocument(version));
}

function maxBytesOf(path: string): number {
  if (/\/invoke(-stream)?$/.test(path)) return maxInvokeBytes;
  return path.startsWith('/api/imports') ? maxImportBytes : maxBodyBytes;
}

/** On every answer: never a type other than the stated one, never read by another site's page, never stored. */
function protect(response: ServerResponse): void {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  response.setHeader('cache-control', 'no-store');
}

/** The contract's own paths, to tell an unknown path from an unknown method. */
function listEndpoints(): Routed[] {
  const endpoints: Routed[] = [
    { id: 'openapi', route: openApiPath, methods: ['GET'] },
    { id: 'metrics', route: metricsPath, methods: ['GET'] },
  ];
  for (const [noun, procedures] of Object.entries(contract)) {
    for (const [verb, procedure] of Object.entries(procedures)) {
      const { method, path } = procedure['~orpc'].route;
      const route = (path ?? '').replace(/\{\+\w+\}/, '*').replace(/\{(\w+)\}/g, ':$1');
      endpoints.push({ id: `${noun}.${verb}`, route, methods: [methodSchema.parse(method)] });
    }
  }
  return endpoints;
}
