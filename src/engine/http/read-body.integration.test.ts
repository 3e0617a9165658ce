import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

import { expect, it, onTestFinished } from 'vitest';

import type { NexoError } from '../../contract/errors.ts';
import { isBodySource } from '../body/body-source.ts';
import { ClientLeft, readBody, requestBody } from './read-body.ts';

/** Sends raw bytes to a server and gives what it made of the request; the socket stays open for more. */
async function send<Result>(text: string, read: (request: IncomingMessage, response: ServerResponse) => Result) {
  const { promise: result, resolve } = Promise.withResolvers<Result>();
  const server = createServer((request, response) => resolve(read(request, response)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  socket.write(`POST / HTTP/1.1\r\nhost: a\r\n${text}`);
  return { socket, result };
}

it('does not wait for ever for a body that was announced', async () => {
  const { result } = await send('content-length: 5\r\n\r\nab', (request, response) =>
    readBody(request, response, 10, 20).catch((error: unknown) => [error, response.shouldKeepAlive]),
  );
  const [error, keepsAlive] = (await result) as [NexoError, boolean];
  expect([error.code, keepsAlive]).toEqual(['REQUEST_TIMEOUT', false]);
});

it('tells when the client has gone', async () => {
  const { socket, result } = await send('content-length: 5\r\n\r\nab', (request, response) => {
    socket.destroy();
    return readBody(request, response, 10).catch((error: unknown) => error);
  });
  expect(await result).toBeInstanceOf(ClientLeft);
});

it.each([
  ['a small one whole', 'content-length: 3\r\n\r\nabc', 'bytes'],
  ['one in chunks that are all there whole', 'transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n', 'bytes'],
  ['one whose end is not there as it comes', 'transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n', 'source'],
  ['a large one as it comes', 'content-length: 70000\r\n\r\nabc', 'source'],
])('gives %s', async (_, text, kind) => {
  const { result } = await send(text, (request, response) => requestBody(request, response, 100_000));
  const body = await result;
  expect(isBodySource(body) ? 'source' : 'bytes').toBe(kind);
  const first = isBodySource(body) ? await body.read() : body;
  expect(Buffer.from(first!).toString()).toBe('abc');
  if (isBodySource(body)) body.cancel();
});

it.each([
  ['announced', 'content-length: 11\r\n\r\n'],
  ['in chunks', 'transfer-encoding: chunked\r\n\r\nb\r\n12345678901\r\n'],
])('refuses one that is too large, %s', async (_, text) => {
  const { result } = await send(text, (request, response) =>
    requestBody(request, response, 10).catch((error: unknown) => error),
  );
  expect(((await result) as NexoError).code).toBe('BODY_TOO_LARGE');
});
