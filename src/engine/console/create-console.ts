import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import { consolePaths, tokenOfProtocols, type ConsoleSession } from '../../contract/console.ts';
import { NexoError } from '../../contract/errors.ts';
import type { ChannelPort } from '../../rpc/process-channel.ts';
import { closeServer } from '../close-server.ts';
import { checkRequest } from '../http/check-request.ts';
import { createAccessCheck, type AccessCheck } from '../control/access.ts';
import { createHostPolicy } from '../http/host-policy.ts';
import { createHttpServer, endSocket, type RequestHandler } from '../http/http-server.ts';
import { answerOf, sendError } from '../http/send-error.ts';
import { listen } from '../listen.ts';
import { createSocketDoor } from './accept-socket.ts';
import { answerPage, protectPage } from './answer-page.ts';
import { checkSender } from './check-sender.ts';
import { listPages } from './pages.ts';

export interface ConsoleOptions {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  /** The folder of the built page. */
  pages: string;
  session: ConsoleSession;
  /** Resolves with the control token, once the workspace is open. */
  token(): Promise<string>;
  /** Serves the contract to a page that showed the token. */
  serve(port: ChannelPort): void;
  onError(error: unknown): void;
}

export interface Console {
  readonly port: number;
  dispose(): Promise<void>;
}

/**
 * The studio's page for a browser, on a port of its own: an origin no function's page shares. The page itself is no
 * secret; whatever it asks of the engine needs the token. Rejects with PortTakenError, or when the page is not built.
 */
export async function createConsole(options: ConsoleOptions): Promise<Console> {
  const { host, session, serve, onError } = options;
  const pages = await listPages(options.pages);
  const door = createSocketDoor(serve);
  let check: AccessCheck | undefined;
  const checkToken = async (headers: IncomingHttpHeaders): Promise<void> => {
    check ??= createAccessCheck({ token: await options.token(), requireToken: true });
    await check(headers);
  };
  let isOurHost = (_host: string): boolean => false;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { path } = checkRequest(request, isOurHost);
    protectPage(request, response);
    checkSender(request);
    if (path !== consolePaths.session) return answerPage(request, response, pages.get(path));
    await checkToken(request.headers);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(session));
  };
  const handle: RequestHandler = (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.destroyed) return;
      if (!(error instanceof NexoError)) onError(error);
      sendError(response, answerOf(error));
    });
  };
  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const { path } = checkRequest(request, isOurHost);
    checkSender(request);
    if (path !== consolePaths.socket) throw new NexoError('NOT_FOUND', 'the console has no such socket');
    // Only pages open it, and those say where they are from.
    if (request.headers.origin === undefined) throw new NexoError('FORBIDDEN_ORIGIN', 'the console is for browsers');
    const token = tokenOfProtocols(request.headers['sec-websocket-protocol'] ?? '');
    await checkToken({ ...request.headers, authorization: `Bearer ${token}` });
    door.accept(request, socket, head);
  };

  const server = createHttpServer(handle);
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    upgrade(request, socket, head).catch((error: unknown) => {
      if (!(error instanceof NexoError)) onError(error);
      endSocket(socket as Socket, answerOf(error));
    });
  });
  const port = await listen(server, host, options.port);
  isOurHost = createHostPolicy({ host, port });
  return {
    port,
    dispose() {
      door.dispose();
      return closeServer(server, Promise.resolve(), 500);
    },
  };
}
