import { describe } from 'vitest';

import { testCases } from './testing/cases.ts';

const headers = [
  ['content-type', 'text/plain'],
  ['set-cookie', 'a=1'],
  ['set-cookie', 'b=2'],
];

describe('fetch', () => {
  testCases(
    {
      'gives a response': [
        `const r = await fetch('http://a/echo'); return [r.status, r.statusText, r.type, r.url, r.redirected, r.headers.getSetCookie(), await r.text()]`,
        [200, 'OK', 'basic', 'http://a/echo', false, ['a=1', 'b=2'], 'GET '],
      ],
      'its headers are immutable': [
        `const r = await fetch('http://a/echo'); return thrown(() => r.headers.set('a', 'b'))`,
        'TypeError',
      ],
      'sends method and body': [
        `return (await fetch('http://a/echo', { method: 'POST', body: 'hi' })).text()`,
        'POST hi',
      ],
      'sends a stream': [
        `return (await fetch('http://a/echo', { method: 'POST', duplex: 'half', body: new Blob(['hi']).stream() })).text()`,
        'POST hi',
      ],
      'sends headers': [
        `const seen = await (await fetch('http://a/headers', { headers: { X: 'y' } })).json(); return seen.find(([n]) => n === 'x')`,
        ['x', 'y'],
      ],
      'sends accept if there is none': [
        `const seen = await (await fetch('http://a/headers')).json(); return seen.find(([n]) => n === 'accept')`,
        ['accept', '*/*'],
      ],
      'a failure is a TypeError with a message': [
        `try { await fetch('http://a/fail') } catch (e) { return [e.name, e.message] }`,
        ['TypeError', 'fetch failed: refused by policy'],
      ],
      'an unknown scheme rejects': [`return thrown(() => fetch('ftp://a/'))`, 'TypeError'],
      'a relative URL rejects': [`return thrown(() => fetch('/a'))`, 'TypeError'],
      'an aborted signal rejects at once': [
        `return thrown(() => fetch('http://a/echo', { signal: AbortSignal.abort() }))`,
        'AbortError',
      ],
      'aborting rejects with the reason': [
        `const c = new AbortController(); const p = fetch('http://a/hang', { signal: c.signal }); c.abort(new RangeError('x')); return thrown(() => p)`,
        'RangeError',
      ],
      'aborting reaches the host': [
        `const c = new AbortController(); const p = thrown(() => fetch('http://a/hang', { signal: c.signal })); await later(); c.abort(); await p; return (await fetch('http://a/aborted')).text()`,
        'GET aborted',
      ],
      'a signal can be used for many requests, and still aborts': [
        `const c = new AbortController(); for (let i = 0; i < 50; i++) await fetch('http://a/echo', { signal: c.signal });
         const late = thrown(() => fetch('http://a/hang', { signal: c.signal })); await later(); c.abort(); return [await late, await thrown(() => fetch('http://a/echo', { signal: c.signal }))]`,
        ['AbortError', 'AbortError'],
      ],
      'a timeout rejects': [
        `return thrown(() => fetch('http://a/hang', { signal: AbortSignal.timeout(5) }))`,
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
      'a null body stays null': [`return (await fetch('http://a/empty')).body`, null],
      'takes a Request': [
        `return (await fetch(new Request('http://a/echo', { method: 'PUT', body: 'x' }))).text()`,
        'PUT x',
      ],
      'a used Request rejects': [
        `const r = new Request('http://a/echo', { method: 'PUT', body: 'x' }); await r.text(); return thrown(() => fetch(r))`,
        'TypeError',
      ],
      'marks the request used': [
        `const r = new Request('http://a/echo', { method: 'PUT', body: 'x' }); await fetch(r); return r.bodyUsed`,
        true,
      ],
    },
    answer(),
  );
});

function answer() {
  let aborted = 0;
  return async (request: Record<string, unknown>, body: ArrayBuffer | undefined, signal: AbortSignal) => {
    const url = new URL(String(request['url']));
    const ok = (text: string | null) => ({
      result: { ok: true, status: 200, statusText: 'OK', headers, url: url.href, redirected: false },
      body: text === null ? undefined : new TextEncoder().encode(text).buffer,
    });
    if (url.pathname === '/fail') return { result: { ok: false, name: 'TypeError', message: 'refused by policy' } };
    if (url.pathname === '/headers') return ok(JSON.stringify(request['headers']));
    if (url.pathname === '/empty') return ok(null);
    if (url.pathname === '/aborted') return ok(`GET ${aborted > 0 ? 'aborted' : 'not aborted'}`);
    if (url.pathname === '/hang') {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      aborted++;
      return { result: { ok: false, name: 'AbortError', message: 'aborted' } };
    }
    return ok(`${String(request['method'])} ${body ? new TextDecoder().decode(body) : ''}`);
  };
}
