import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';

import { Connection, requestBytes } from './connection.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** A server that answers every request with these pieces, each in a packet of its own; `null` hangs up. */
async function serve(pieces: readonly (string | null)[]): Promise<string> {
  server = createServer((socket) => {
    socket.setNoDelay(true).on('error', () => {});
    socket.on('data', () => {
      const rest = [...pieces];
      const next = (): void => {
        const piece = rest.shift();
        if (piece === null) return void socket.destroy();
        if (piece !== undefined) socket.write(piece, () => setImmediate(next));
      };
      next();
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server?.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

it.each([
  ['a length', ['HTTP/1.1 200 OK\r\ncontent-le', 'ngth: 4\r\n\r\nab', 'cd'], true],
  ['chunks', ['HTTP/1.1 200 OK\r\n\r\n4\r\nabcd\r\n0', '\r', '\n\r\n'], true],
  ['a status of its own', ['HTTP/1.1 503 Busy\r\ncontent-length: 2\r\n\r\nno'], false],
  ['nothing', ['HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab', null], false],
])('reads an answer with %s, piece by piece', async (_, pieces, ok) => {
  const url = await serve(pieces);
  const connection = await Connection.open(url, true);
  const answer = await connection.ask(requestBytes(url));
  expect(answer.ok).toBe(ok);
  if (ok) expect(answer.body).toContain('abcd');
  connection.close();
});
