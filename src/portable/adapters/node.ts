import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import { functions } from 'nexo:functions';

import { createApp } from '../runtime.ts';
import { sendResponse, webRequest } from './node-http.ts';

const host = process.env['HOST'] || '127.0.0.1';
const port = Number(process.env['PORT'] || 3000);
const drainMs = 10_000;

const app = createApp(functions);
const readVariable = (name: string): string | undefined => process.env[name];
/** Work that outlasts its response, which a stop waits for. */
const pending = new Set<Promise<unknown>>();
const context = {
  waitUntil(promise: Promise<unknown>): void {
    pending.add(promise);
    void promise.finally(() => pending.delete(promise));
  },
};

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const client = new AbortController();
  outgoing.on('close', () => outgoing.writableFinished || client.abort());
  try {
    const request = webRequest(incoming, client.signal);
    await sendResponse(await app.fetch(request, readVariable, context), outgoing);
  } catch (error) {
    // Not a request that the Web knows: TRACE, an address that is no URL.
    console.error(error);
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(400).end();
  }
}

const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));

async function stop(): Promise<void> {
  // Ends by itself what a client or a function would keep open for ever.
  setTimeout(() => process.exit(0), drainMs).unref();
  await new Promise((closed) => {
    server.close(closed);
    server.closeIdleConnections();
  });
  await Promise.allSettled(pending);
  process.exit(0);
}

process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
process.on('unhandledRejection', (reason) => console.error('Unhandled rejection:', reason));
process.on('uncaughtException', (error) => console.error('Uncaught error:', error));

server.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
server.listen(port, host, () => {
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  console.log(`Listening on http://${host.includes(':') ? `[${host}]` : host}:${bound}`);
});
