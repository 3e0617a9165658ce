import { oneGet, type ParityCase } from '../parity-case.ts';

/** The Web platform, the modules of Node.js, other functions. */
export const platform: ParityCase[] = [
  {
    id: 'digests',
    code: `const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    export default async () => {
      const data = new TextEncoder().encode('nexo');
      const key = await crypto.subtle.importKey('raw', data, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
      const signature = await crypto.subtle.sign('HMAC', key, data);
      return [hex(await crypto.subtle.digest('SHA-1', data)), hex(await crypto.subtle.digest('SHA-512', data)), hex(signature), await crypto.subtle.verify('HMAC', key, signature, data)];
    };`,
    requests: oneGet,
  },
  {
    id: 'ciphers',
    code: `export default async () => {
      const password = await crypto.subtle.importKey('raw', new TextEncoder().encode('pass'), 'PBKDF2', false, ['deriveKey']);
      const key = await crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(8), iterations: 1000 }, password, { name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, key, new TextEncoder().encode('secret'));
      const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, key, sealed);
      return [btoa(String.fromCharCode(...new Uint8Array(sealed))), new TextDecoder().decode(opened), (await crypto.subtle.exportKey('jwk', key)).k];
    };`,
    requests: oneGet,
  },
  {
    id: 'random',
    code: `export default () => { const id = crypto.randomUUID(); const bytes = crypto.getRandomValues(new Uint8Array(16)); return [/^[0-9a-f-]{36}$/.test(id), bytes.some((byte) => byte > 0), id !== crypto.randomUUID()]; };`,
    requests: oneGet,
  },
  {
    id: 'timers',
    code: `export default async () => {
      const order = [];
      setTimeout(() => order.push('late'), 30);
      const never = setTimeout(() => order.push('never'), 1);
      clearTimeout(never);
      queueMicrotask(() => order.push('micro'));
      await new Promise((resolve) => setTimeout(resolve, 60));
      return order;
    };`,
    requests: oneGet,
  },
  {
    id: 'abort',
    code: `export default async () => {
      const controller = new AbortController();
      const reason = await new Promise((resolve) => { controller.signal.addEventListener('abort', () => resolve(controller.signal.reason.name)); controller.abort(); });
      return [reason, AbortSignal.abort().aborted, AbortSignal.timeout(1000).aborted];
    };`,
    requests: oneGet,
  },
  {
    id: 'urls',
    code: `export default () => {
      const url = new URL('../b?x=1#h', 'https://user:pw@EXAMPLE.com:443/a/c');
      const params = new URLSearchParams('a=1&a=2&b=%C3%BC+x');
      params.append('c', '&');
      params.sort();
      const pattern = new URLPattern({ pathname: '/users/:id' });
      return [url.href, url.host, params.toString(), params.getAll('a'), URL.canParse('nope'), pattern.exec('https://x/users/7').pathname.groups];
    };`,
    requests: oneGet,
  },
  {
    id: 'encodings',
    code: `export default () => [
      [...new TextEncoder().encode('ü😀')], new TextDecoder('utf-16le').decode(new Uint8Array([97, 0, 98, 0])),
      new TextDecoder('windows-1252').decode(new Uint8Array([128, 252])), new TextDecoder().decode(new Uint8Array([255, 97])),
      btoa('\\u00ff'), atob('/w==').charCodeAt(0),
    ];`,
    requests: oneGet,
  },
  {
    id: 'clones',
    code: `export default () => {
      const copy = structuredClone({ date: new Date(0), map: new Map([[1, new Set([2])]]), bytes: new Uint8Array([1]) });
      return [copy.date.toISOString(), [...copy.map.get(1)], [...copy.bytes]];
    };`,
    requests: oneGet,
  },
  {
    id: 'events',
    code: `export default () => {
      const target = new EventTarget(); const seen = [];
      target.addEventListener('ping', (event) => { seen.push(event.type, event.detail, event.defaultPrevented); event.preventDefault(); }, { once: true });
      const answered = target.dispatchEvent(new CustomEvent('ping', { detail: 7, cancelable: true }));
      target.dispatchEvent(new Event('ping'));
      return [seen, answered];
    };`,
    requests: oneGet,
  },
  {
    id: 'language',
    code: `export default () => [
      Object.groupBy([1, 2, 3], (n) => (n % 2 ? 'odd' : 'even')), [3, 1, 2].toSorted(), 'aXbX'.replaceAll('X', '-'), 2n ** 64n + '',
      [1, [2, [3]]].flat(Infinity), new Set([1, 2]).union(new Set([3])).size, /(?<year>\\d{4})/v.exec('in 2026').groups.year, Array.from({ length: 3 }).fill(0).at(-1),
    ];`,
    requests: oneGet,
  },
  {
    id: 'intl',
    code: `export default () => [
      new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(1234.5),
      new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', dateStyle: 'long' }).format(new Date(0)),
      ['z', 'ä', 'a'].toSorted(new Intl.Collator('de').compare), new Intl.PluralRules('en').select(1),
    ];`,
    requests: oneGet,
  },
  {
    id: 'node-modules',
    code: `import { Buffer } from 'node:buffer';
    import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
    import { EventEmitter, once } from 'node:events';
    import path from 'node:path';
    import { inspect, format, promisify } from 'util';
    import querystring from 'node:querystring';
    import assert from 'node:assert';
    export default async () => {
      const emitter = new EventEmitter();
      queueMicrotask(() => emitter.emit('go', 1));
      assert.deepStrictEqual({ a: 1 }, { a: 1 });
      return [
        Buffer.from('ü').toString('base64url'), createHash('sha256').update('nexo').digest('hex'), createHmac('sha1', 'k').update('x').digest('base64'),
        timingSafeEqual(Buffer.from('a'), Buffer.from('a')), await once(emitter, 'go'), path.join('/a', '../b'), inspect({ a: [1, { b: new Map() }] }),
        format('%s:%d', 'x', 1), querystring.parse('a=1&a=2'), await promisify((done) => done(null, 3))(),
      ];
    };`,
    requests: oneGet,
  },
  {
    id: 'async-context',
    code: `import { AsyncLocalStorage } from 'node:async_hooks';
    const storage = new AsyncLocalStorage();
    const read = async () => { await new Promise((resolve) => setTimeout(resolve, 1)); return storage.getStore(); };
    export default async () => Promise.all([storage.run('a', read), storage.run('b', read), read().then((value) => value ?? null)]);`,
    requests: oneGet,
  },
  {
    id: 'callee',
    route: '/callee/:id',
    methods: ['POST', 'GET'],
    code: `export default { async fetch(request, env, { params }) {
      if (params.id === 'fails') throw new Error('callee failed');
      return Response.json({ id: params.id, method: request.method, text: await request.text(), path: new URL(request.url).pathname }, { status: 202 });
    } };`,
    requests: [{ path: '/callee/direct' }],
  },
  {
    id: 'caller',
    route: '/caller/:what',
    bindings: { OTHER: { function: 'callee' }, SELF: { function: 'caller' } },
    limits: { cpuMs: 5_000 },
    code: `export default { async fetch(request, env, { params }) {
      if (params.what === 'circle') { const response = await env.SELF.fetch(request.url); return new Response(response.body, response); }
      const response = await env.OTHER.fetch('http://inside/callee/' + params.what, { method: 'POST', body: 'sent' });
      return Response.json([response.status, await response.json(), Object.keys(env), typeof env.OTHER.fetch]);
    } };`,
    requests: [{ path: '/caller/7' }, { path: '/caller/fails' }, { path: '/caller/circle' }],
  },
  {
    id: 'shared-module',
    code: `import { double } from 'shared/double'; import text from './note.txt'; import data from './data.json'; export default () => [double(4), text.trim(), data];`,
    requests: oneGet,
  },
];
