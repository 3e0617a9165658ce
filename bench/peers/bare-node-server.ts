/** The least a Node server can do: the same answers, no routing, no isolation, no limits, no statistics. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { hello, largeText, streamPiece } from './peer.ts';

const piece = `data: ${'x'.repeat(streamPiece.bytes - 8)}\n\n`;
const server = createServer((request, response) => {
  if (request.url === '/count') count(request, response);
  else if (request.url === '/large') answer(response, 'text/plain', largeText);
  else if (request.url === '/stream') stream(response);
  else answer(response, 'application/json', JSON.stringify(hello));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.once('SIGTERM', () => process.exit(0));

function answer(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}

function count(request: IncomingMessage, response: ServerResponse): void {
  let text = '';
  request.setEncoding('utf8').on('data', (part: string) => (text += part));
  request.on('end', () => {
    const { values } = JSON.parse(text) as { values: number[] };
    answer(response, 'application/json', JSON.stringify({ count: values.length }));
  });
}

function stream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const timer = setInterval(() => response.writableNeedDrain || response.write(piece), streamPiece.everyMs);
  response.on('close', () => clearInterval(timer));
}
