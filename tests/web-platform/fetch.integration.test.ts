import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { afterAll, describe } from 'vitest';

import { testCases, type Surroundings } from './cases.ts';

describe('fetch', () => {
  testCases(
    {
      'gives a response': [
        `const r = await fetch(origin + '/echo'); return [r.status, r.statusText, r.type, r.url.slice(origin.length), r.redirected, r.headers.getSetCookie(), await r.text()]`,
        [200, 'OK', 'basic', '/echo', false, ['a=1', 'b=2'], 'GET '],
      ],
      'its headers are immutable': [
        `const r = await fetch(origin + '/echo'); return thrown(() => r.headers.set('a', 'b'))`,
        'TypeError',
      ],
      'sends method and body': [
        `return (await fetch(origin + '/echo', { method: 'POST', body: 'hi' })).text()`,
        'POST hi',
      ],
      'sends a stream': [
        `return (await fetch(origin + '/echo', { method: 'POST', duplex: 'half', body: new Blob(['hi']).stream() })).text()`,
        'POST hi',
      ],
      'sends headers': [
        `const seen = await (await fetch(origin + '/headers', { headers: { X: 'y' } })).json(); return seen.find(([n]) => n === 'x')`,
        ['x', 'y'],
      ],
      'sends accept if there is none': [
        `const seen = await (await fetch(origin + '/headers')).json(); return seen.find(([n]) => n === 'accept')`,
        ['accept', '*/*'],
      ],
      'a failure is a TypeError with a message': [
        `try { await fetch('http://10.0.0.1/') } catch (e) { return [e.name, e.message.startsWith('fetch failed: http://10.0.0.1/: refused: ')] }`,
        ['TypeError', true],
      ],
      'an unknown scheme rejects': [`return thrown(() => fetch('ftp://a/'))`, 'TypeError'],
      'a relative URL rejects': [`return thrown(() => fetch('/a'))`, 'TypeError'],
      'an aborted signal rejects at once': [
        `return thrown(() => fetch(origin + '/echo', { signal: AbortSignal.abort() }))`,
        'AbortError',
      ],
      'aborting rejects with the reason': [
        `const c = new AbortController(); const p = fetch(origin + '/hang', { signal: c.signal }); c.abort(new RangeError('x')); return thrown(() => p)`,
        'RangeError',
      ],
      'aborting reaches the host': [
        `const c = new AbortController(); const p = thrown(() => fetch(origin + '/hang', { signal: c.signal })); await later(); c.abort(); await p; return (await fetch(origin + '/aborted')).text()`,
        'GET aborted',
      ],
      'a signal can be used for many requests, and still aborts': [
        `const c = new AbortController(); for (let i = 0; i < 50; i++) await fetch(origin + '/echo', { signal: c.signal });
         const late = thrown(() => fetch(origin + '/hang', { signal: c.signal })); await later(); c.abort(); return [await late, await thrown(() => fetch(origin + '/echo', { signal: c.signal }))]`,
        ['AbortError', 'AbortError'],
      ],
      'a timeout rejects': [
        `return thrown(() => fetch(origin + '/hang', { signal: AbortSignal.timeout(5) }))`,
        'TimeoutError',
      ],
      'data: URL': [
        `const r = await fetch('data:text/plain;charset=x,a%20b'); return [r.status, r.headers.get('content-type'), await r.text()]`,
        [200, 'text/plain;charset=x', 'a b'],
      ],
      'data: URL in base64': [`return (await fetch('data:;base64,aGk')).text()`, 'hi'],
      'data: URL with no type': [
        `return (await fetch('data:,x')).headers.get('content-type')`,
        'text/plain;charset=US-ASCII',
      ],
      'bad data: URL rejects': [`return thrown(() => fetch('data:x'))`, 'TypeError'],
      'a missing argument rejects': [`return thrown(() => fetch())`, 'TypeError'],
      'a null body stays null': [`return (await fetch(origin + '/empty')).body`, null],
      'takes a Request': [
        `return (await fetch(new Request(origin + '/echo', { method: 'PUT', body: 'x' }))).text()`,
        'PUT x',
      ],
      'a used Request rejects': [
        `const r = new Request(origin + '/echo', { method: 'PUT', body: 'x' }); await r.text(); return thrown(() => fetch(r))`,
        'TypeError',
      ],
      'marks the request used': [
        `const r = new Request(origin + '/echo', { method: 'PUT', body: 'x' }); await fetch(r); return r.bodyUsed`,
        true,
      ],
    },
    openServer,
  );
});

let server: Server;
let aborted: Promise<unknown> = Promise.resolve();
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function openServer(): Promise<Surroundings> {
  server = createServer((request, response) => void answer(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { prelude: `const origin = 'http://${host}';`, grants: [host] };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/hang') {
    aborted = once(response, 'close');
    return;
  }
  // Answers once the other end has left: if it never did, the test would wait for ever.
  if (request.url === '/aborted') await aborted;
  if (request.url === '/empty') return void response.writeHead(204).end();
  if (request.url === '/headers') return void response.end(JSON.stringify(Object.entries(request.headers)));
  const headers = ['content-type', 'text/plain', 'set-cookie', 'a=1', 'set-cookie', 'b=2'];
  response
    .writeHead(200, headers)
    .end(`${request.method} ${request.url === '/aborted' ? 'aborted' : await text(request)}`);
}
