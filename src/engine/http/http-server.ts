import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import { errorHeaders, errorText, type ErrorAnswer } from '../../contract/error-answer.ts';
import { errorStatus, type ErrorCode } from '../../contract/errors.ts';
import { markExpectsContinue } from './read-body.ts';
import { sendError } from './send-error.ts';

// An import would read everything node:http exports, and one of these loads Node's own undici, which nobody here needs.
const { createServer, STATUS_CODES } = process.getBuiltinModule('node:http');

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

const maxHeaderBytes = 16_384;
/** Longer than the longest wall limit: a connection on which nothing moves for this long is dead. */
const silentSocketMs = 330_000;

/**
 * An HTTP/1.1 server that slow, broken and hostile clients cannot hold up: every limit of node:http is set, checked
 * every second, and whatever node:http would drop silently gets an answer.
 */
export function createHttpServer(handle: RequestHandler): Server {
  const server = createServer(
    {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: 10_000,
      // A body may come as slowly as its function reads it; whoever waits for a whole one has a time limit.
      requestTimeout: silentSocketMs,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 5_000,
      insecureHTTPParser: false,
      requireHostHeader: false,
      // A request without a body has nothing that streams: no reading, no end, no close to wait for.
      optimizeEmptyRequests: true,
      noDelay: true,
    },
    handle,
  );
  server.timeout = silentSocketMs;

  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    markExpectsContinue(request, response);
    handle(request, response);
  });
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    sendError(response, { code: 'EXPECTATION_FAILED', message: 'the only Expect understood is "100-continue"' });
  });
  server.on('connect', (_request: IncomingMessage, socket: Socket) => {
    const details = { allow: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] };
    endSocket(socket, { code: 'METHOD_NOT_ALLOWED', message: 'this server is not a proxy', details });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else endSocket(socket, parserRefusal(error.code));
  });
  return server;
}

function parserRefusal(parserCode: string | undefined): ErrorAnswer {
  switch (parserCode) {
    case 'HPE_HEADER_OVERFLOW':
      return { code: 'HEADERS_TOO_LARGE', message: `the request's headers are larger than ${maxHeaderBytes} bytes` };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { code: 'REQUEST_TIMEOUT', message: 'the request took too long to arrive' };
    default:
      return { code: 'MALFORMED_REQUEST', message: 'this is not a valid HTTP/1.1 request' };
  }
}

/** Answers on a bare socket, for requests that never became one, and closes it. */
export function endSocket(socket: Socket, answer: ErrorAnswer): void {
  const body = errorText(answer);
  const lines = [statusLine(answer.code), 'connection: close', `content-length: ${Buffer.byteLength(body)}`];
  const headers = errorHeaders(answer);
  for (let index = 0; index < headers.length; index += 2) lines.push(`${headers[index]}: ${headers[index + 1]}`);
  socket.on('error', () => socket.destroy());
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroySoon());
}

function statusLine(code: ErrorCode): string {
  const status = errorStatus[code];
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`;
}
