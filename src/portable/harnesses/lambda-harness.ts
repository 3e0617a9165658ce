import { createServer, type IncomingMessage } from 'node:http';
import { pathToFileURL } from 'node:url';

/** Calls the bundle's handler as a Function URL would, for every request. Run by the verifier with its file. */
interface Answer {
  statusCode: number;
  headers: Record<string, string>;
  cookies: string[];
  body: string;
  isBase64Encoded: boolean;
}

const { handler } = (await import(pathToFileURL(process.argv[2] ?? '').href)) as {
  handler(event: object): Promise<Answer>;
};

async function eventOf(incoming: IncomingMessage): Promise<object> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const { cookie, ...headers } = incoming.headers;
  const [rawPath = '/', rawQueryString = ''] = (incoming.url ?? '/').split(/\?(.*)/s);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(',')])),
    ...(cookie !== undefined && { cookies: cookie.split('; ') }),
    ...(body.length > 0 && { body: body.toString('base64'), isBase64Encoded: true }),
    requestContext: { domainName: 'localhost', http: { method: incoming.method, path: rawPath } },
  };
}

const server = createServer((incoming, outgoing) => {
  void (async () => {
    try {
      const { statusCode, headers, cookies, body, isBase64Encoded } = await handler(await eventOf(incoming));
      outgoing.writeHead(statusCode, { ...headers, ...(cookies.length > 0 && { 'set-cookie': cookies }) });
      outgoing.end(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'));
    } catch (error) {
      console.error(error);
      outgoing.writeHead(502).end();
    }
  })();
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`Listening on http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
});
