import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import { NexoError } from '../contract/errors.ts';
import type { ControlApi } from './control/control-api.ts';
import { functionPrefix, type Gateway } from './gateway/gateway.ts';
import { checkRequest, type RequestTarget } from './http/check-request.ts';
import { answerOf, sendError } from './http/send-error.ts';
import type { RequestHandler } from './http/http-server.ts';

export interface FrontDoorOptions {
  isOurHost(host: string): boolean;
  gateway: Gateway;
  control: ControlApi;
  /** `open` once the workspace has been read. */
  state(): 'starting' | 'open' | 'draining';
  /** Resolves when functions can be found; rejects with STARTING when that takes too long to wait for. */
  whenOpen(): Promise<unknown>;
  onError(error: unknown): void;
}

/** Where every request comes in: checked, then led to the gateway or the control API. Never throws. */
export function createFrontDoor(options: FrontDoorOptions): RequestHandler {
  const { isOurHost, gateway, control, state, whenOpen, onError } = options;

  const lead = (request: IncomingMessage, response: ServerResponse, target: RequestTarget): void => {
    const { path } = target;
    const now = state();
    if (now === 'draining') response.shouldKeepAlive = false;
    if (path === functionPrefix || path.startsWith(`${functionPrefix}/`)) {
      if (now === 'open') return gateway(request, response, target);
      if (now === 'draining') throw new NexoError('SHUTTING_DOWN', 'the server is shutting down');
      whenOpen().then(() => gateway(request, response, target), refuse(response));
    } else if (isControlPath(path)) {
      control(request, response, target);
    } else {
      throw new NexoError('NOT_FOUND', `there is nothing at ${path}; functions are under ${functionPrefix}`);
    }
  };
  const refuse = (response: ServerResponse) => (error: unknown) => {
    if (!(error instanceof NexoError)) onError(error);
    sendError(response, answerOf(error));
  };
  /** Connections that end with a refusal: what stands behind a request that is in doubt is no request. */
  const ending = new WeakSet<Socket>();
  return (request, response) => {
    if (ending.has(request.socket)) return;
    let target: RequestTarget;
    try {
      target = checkRequest(request, isOurHost);
    } catch (error) {
      ending.add(request.socket);
      response.shouldKeepAlive = false;
      return refuse(response)(error);
    }
    try {
      lead(request, response, target);
    } catch (error) {
      refuse(response)(error);
    }
  };
}

function isControlPath(path: string): boolean {
  return path === '/health' || path === '/stats' || path === '/metrics' || path === '/api' || path.startsWith('/api/');
}
