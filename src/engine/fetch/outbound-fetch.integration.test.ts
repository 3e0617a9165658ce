import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';

import type { FetchOperation } from '../../protocol/messages.ts';
import { isBodySource } from '../body/body-source.ts';
import type { OperationOutcome } from '../pool/operations.ts';
import { createOutboundFetch, type OutboundFetchOptions } from './outbound-fetch.ts';

const never = new AbortController().signal;

async function serve(listener: RequestListener) {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { port, host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}/` };
}

function fetcher(options: OutboundFetchOptions = {}) {
  const outbound = createOutboundFetch(options);
  onTestFinished(() => outbound.dispose());
  return async (url: string, { body = null, ...operation }: Partial<FetchOperation> = {}, signal = never) =>
    whole(
      await outbound.perform(
        { name: 'fetch', url, method: 'GET', headers: [], body, more: false, redirect: 'follow', ...operation },
        { signal, body },
      ),
    );
}

/** The outcome with its body read to the end; a body that breaks off makes it a failure. */
async function whole(outcome: OperationOutcome): Promise<WholeOutcome> {
  if (!outcome.ok || !isBodySource(outcome.body)) return outcome as WholeOutcome;
  const chunks: Uint8Array[] = [];
  try {
    for (let chunk = await outcome.body.read(); chunk !== null; chunk = await outcome.body.read()) chunks.push(chunk);
  } catch (error) {
    return { ok: false, name: 'TypeError', message: (error as Error).message.replace('fetch failed: ', '') };
  }
  return { ...outcome, body: Buffer.concat(chunks) };
}

type Failed = Extract<OperationOutcome, { ok: false }>;
type WholeOutcome = Failed | (Exclude<OperationOutcome, Failed> & { body: Uint8Array | null });

const echo = (request: IncomingMessage, response: ServerResponse) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { method, url, headers } = request;
    response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString() }));
  });
};

interface Echoed {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

async function echoed(result: ReturnType<ReturnType<typeof fetcher>>): Promise<Echoed> {
  const settled = await result;
  if (!settled.ok) throw new Error(settled.message);
  return JSON.parse(Buffer.from(settled.body ?? []).toString()) as Echoed;
}

describe('a request', () => {
  it('arrives with method, query, headers and body', async () => {
    const { host, url } = await serve(echo);
    const got = await echoed(
      fetcher({ grants: [host] })(`${url}a%20b?c=1#hash`, {
        method: 'POST',
        headers: [
          ['x-own', 'é'],
          ['content-type', 'text/plain'],
        ],
        body: Buffer.from('ü'),
      }),
    );
    expect(got).toMatchObject({ method: 'POST', url: '/a%20b?c=1', body: 'ü' });
    expect(got.headers).toMatchObject({ host, 'content-length': '2', 'user-agent': 'Nexo', accept: '*/*' });
  });

  it("keeps the connection's own headers to itself", async () => {
    const { host, url } = await serve(echo);
    const headers = ['Host', 'Connection', 'Transfer-Encoding', 'Content-Length', 'Upgrade', 'Proxy-Authorization'];
    const got = await echoed(fetcher({ grants: [host] })(url, { headers: headers.map((name) => [name, 'evil']) }));
    expect(JSON.stringify(got.headers)).not.toContain('evil');
  });

  it.each(['CONNECT', 'TRACE', 'track'])('with the method %s is refused', async (method) => {
    expect(await fetcher()('https://example.com/', { method })).toMatchObject({ ok: false, name: 'TypeError' });
  });

  it('with a header that would split the request is refused', async () => {
    const { host, url } = await serve(echo);
    const result = await fetcher({ grants: [host] })(url, { headers: [['x', 'a\r\nb: c']] });
    expect(result).toMatchObject({ ok: false, name: 'TypeError' });
  });

  it('ends when it is aborted', async () => {
    const controller = new AbortController();
    const { host, url } = await serve(() => controller.abort());
    expect(await fetcher({ grants: [host] })(url, {}, controller.signal)).toMatchObject({ name: 'AbortError' });
    expect(await fetcher({ grants: [host] })(url, {}, controller.signal)).toMatchObject({ name: 'AbortError' });
  });
});

describe('a response', () => {
  it('keeps status, text and repeated headers', async () => {
    const { host, url } = await serve((_, response) => {
      response.writeHead(
        418,
        'Short and stout',
        [
          ['set-cookie', 'a=1'],
          ['set-cookie', 'b=2'],
        ].flat(),
      );
      response.end('x');
    });
    const result = await fetcher({ grants: [host] })(`${url}#hash`);
    expect(result).toMatchObject({ ok: true, status: 418, statusText: 'Short and stout', url, redirected: false });
    if (result.ok) expect(result.headers.filter(([name]) => name === 'set-cookie')).toHaveLength(2);
  });

  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
    ['gzip, BR', (text: string) => brotliCompressSync(gzipSync(text))],
  ])('in %s is decoded', async (encoding, compress) => {
    const { host, url } = await serve((_, response) => {
      response.setHeader('content-encoding', encoding).end(compress('hello '.repeat(1_000)));
    });
    const result = await fetcher({ grants: [host] })(url);
    if (!result.ok) throw new Error(result.message);
    expect(Buffer.from(result.body ?? []).toString()).toBe('hello '.repeat(1_000));
    expect(result.headers.map(([name]) => name.toLowerCase())).not.toContain('content-encoding');
  });

  it('that is a bomb, damaged or too large ends as an error', async () => {
    const bodies: Record<string, [string, Buffer]> = {
      '/bomb': ['gzip', gzipSync(Buffer.alloc(50_000_000))],
      '/large': ['', Buffer.alloc(200_000)],
      '/damaged': ['gzip', Buffer.from('not gzip')],
      '/truncated': ['gzip', gzipSync('x'.repeat(1_000)).subarray(0, 20)],
    };
    const { host, url } = await serve((request, response) => {
      const [encoding, body] = bodies[request.url ?? ''] ?? ['', Buffer.alloc(0)];
      if (encoding) response.setHeader('content-encoding', encoding);
      response.end(body);
    });
    const perform = fetcher({ grants: [host], maxBodyBytes: 100_000 });
    const reasons = ['bomb', 'large', 'damaged', 'truncated'].map(async (path) => {
      const result = await perform(url + path);
      return result.ok ? 'ok' : result.message.replace(url, '');
    });
    expect(await Promise.all(reasons)).toEqual([
      'bomb: the response is larger than 100,000 bytes',
      'large: the response is larger than 100,000 bytes',
      'damaged: the response could not be decompressed',
      'truncated: the response could not be decompressed',
    ]);
  });

  it.each([
    ['HEAD', 200],
    ['GET', 204],
    ['GET', 304],
  ])('to %s with %i has no body', async (method, status) => {
    const { host, url } = await serve((_, response) =>
      response.writeHead(status, { 'content-encoding': 'gzip' }).end(),
    );
    expect(await fetcher({ grants: [host] })(url, { method })).toMatchObject({ ok: true, status, body: null });
  });

  it('that is late, cut off or not HTTP ends as an error', async () => {
    const late = await serve(() => undefined);
    const cut = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('abc', () => response.destroy());
    });
    const perform = fetcher({ grants: [late.host, cut.host], headersTimeoutMs: 50 });
    expect(await perform(late.url)).toMatchObject({ message: expect.stringContaining('in time') as string });
    expect(await perform(cut.url)).toMatchObject({ message: expect.stringContaining('closed') as string });
  });
});

describe('redirects', () => {
  it('are followed, and credentials do not leave their origin', async () => {
    const other = await serve(echo);
    const first = await serve((request, response) => {
      if (request.url === '/start') response.writeHead(302, { location: '/next' }).end('ignored');
      else response.writeHead(307, { location: `${other.url}end` }).end();
    });
    const result = fetcher({ grants: [first.host, other.host] })(`${first.url}start`, {
      headers: [
        ['authorization', 'secret'],
        ['Cookie', 'secret'],
        ['x-kept', '1'],
      ],
    });
    expect(await result).toMatchObject({ ok: true, redirected: true, url: `${other.url}end` });
    const got = await echoed(result);
    expect(got.headers['x-kept']).toBe('1');
    expect(JSON.stringify(got.headers)).not.toContain('secret');
  });

  it.each([
    [301, 'POST', 'GET', ''],
    [302, 'POST', 'GET', ''],
    [302, 'PUT', 'PUT', 'body'],
    [303, 'PUT', 'GET', ''],
    [307, 'POST', 'POST', 'body'],
    [308, 'POST', 'POST', 'body'],
  ])('%i turn %s into %s', async (status, method, expected, body) => {
    const { host, url } = await serve((request, response) => {
      if (request.url === '/') response.writeHead(status, { location: '/end' }).end();
      else echo(request, response);
    });
    const headers: [string, string][] = [['content-type', 'text/plain']];
    const got = await echoed(fetcher({ grants: [host] })(url, { method, headers, body: Buffer.from('body') }));
    expect(got).toMatchObject({ method: expected, body });
    expect('content-type' in got.headers).toBe(body !== '');
  });

  it('end where the function wants it, go in circles, or lead where functions may not go', async () => {
    const { host, url } = await serve((request, response) => {
      const location = request.url === '/' ? 'http://169.254.169.254/latest' : request.url?.slice(1);
      response.writeHead(302, { location }).end();
    });
    const perform = fetcher({ grants: [host] });
    expect(await perform(url, { redirect: 'manual' })).toMatchObject({ ok: true, status: 302 });
    expect(await perform(url, { redirect: 'error' })).toMatchObject({ ok: false });
    const failures = [
      url,
      `${url}http://localhost:1/`,
      `${url}file:///etc/passwd`,
      `${url}http://u:p@example.com/`,
    ].map(async (target) => ((await perform(target)) as { message: string }).message);
    expect(await Promise.all(failures)).toEqual([
      expect.stringContaining('refused: 169.254.169.254 is in the local network'),
      expect.stringContaining('refused: port 1 belongs to another protocol'),
      expect.stringContaining('refused: "file:" is not http or https'),
      expect.stringContaining('refused: it carries a user name or password'),
    ]);
    const circle = await serve((_, response) => response.writeHead(302, { location: '/' }).end());
    expect(await fetcher({ grants: [circle.host] })(circle.url)).toMatchObject({
      message: expect.stringContaining('more than 20 times') as string,
    });
  });
});

describe('where a name leads', () => {
  it('decides, all of its addresses count, and it is looked up once', async () => {
    const { port } = await serve(echo);
    const lookups: string[] = [];
    const addresses: Record<string, string[]> = {
      'rebound.example': ['93.184.215.14', '127.0.0.1'],
      'mapped.example': ['::ffff:10.0.0.1'],
      'empty.example': [],
      'granted.example': ['127.0.0.1'],
    };
    const perform = fetcher({
      grants: [`granted.example:${port}`],
      lookup: (name) => {
        lookups.push(name);
        return Promise.resolve((addresses[name] ?? []).map((address) => ({ address })));
      },
    });
    const messageOf = async (url: string) => ((await perform(url)) as { message: string }).message;
    expect(await messageOf('http://rebound.example/')).toContain('127.0.0.1 is this machine');
    expect(await messageOf('https://mapped.example/')).toContain('::ffff:10.0.0.1 is not a public address');
    expect(await messageOf('http://empty.example/')).toContain('empty.example has no address');
    expect((await echoed(perform(`http://granted.example:${port}/`))).headers['host']).toBe(`granted.example:${port}`);
    expect(lookups).toEqual(['rebound.example', 'mapped.example', 'empty.example', 'granted.example']);
  });

  it('is never our own port, granted or not', async () => {
    const { host, port, url } = await serve(echo);
    expect(await fetcher({ grants: [host], ownPorts: () => [port] })(url)).toMatchObject({
      message: `${url}: refused: port ${port} of this machine belongs to Nexo Studio`,
    });
  });

  it('does not go through a proxy of the environment', async () => {
    const { host, url } = await serve(echo);
    const before = process.env['HTTP_PROXY'];
    process.env['HTTP_PROXY'] = 'http://127.0.0.1:1';
    process.env['NODE_USE_ENV_PROXY'] = '1';
    onTestFinished(() => {
      if (before === undefined) delete process.env['HTTP_PROXY'];
      else process.env['HTTP_PROXY'] = before;
      delete process.env['NODE_USE_ENV_PROXY'];
    });
    expect(await fetcher({ grants: [host] })(url)).toMatchObject({ ok: true });
  });
});
