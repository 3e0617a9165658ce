/** The least a Node server can do: the same JSON answer, no routing, no isolation, no limits, no statistics. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { hello } from './peer.ts';

const server = createServer((_request, response) => {
  const body = JSON.stringify(hello);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.once('SIGTERM', () => process.exit(0));
