import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

import { sendResponse, webRequest } from '../adapters/node-http.ts';

/** Calls what the bundle's module exports with Web requests, as Netlify and Vercel do. Run by the verifier. */
type Handle = (request: Request, context: object) => Promise<Response>;

const { default: exported } = (await import(pathToFileURL(process.argv[2] ?? '').href)) as {
  default: Handle | { fetch: Handle };
};
const handle = typeof exported === 'function' ? exported : exported.fetch;

const server = createServer((incoming, outgoing) => {
  const client = new AbortController();
  outgoing.on('close', () => client.abort());
  handle(webRequest(incoming, client.signal), { waitUntil: () => undefined })
    .then((response) => sendResponse(response, outgoing))
    .catch((error: unknown) => {
      console.error(error);
      outgoing.writeHead(502).end();
    });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`Listening on http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
});
