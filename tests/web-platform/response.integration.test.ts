import { describe } from 'vitest';

import { testCases } from './cases.ts';

describe('Response', () => {
  testCases({
    'has the defaults of the specification': [
      `const r = new Response(); return [r.type, r.url, r.redirected, r.status, r.ok, r.statusText, [...r.headers], r.body, r.bodyUsed]`,
      ['default', '', false, 200, true, '', [], null, false],
    ],
    'takes status, statusText and headers': [
      `const r = new Response('x', { status: 404, statusText: 'Nope', headers: { a: 'b' } }); return [r.status, r.ok, r.statusText, r.headers.get('a')]`,
      [404, false, 'Nope', 'b'],
    ],
    ...Object.fromEntries(
      [0, 100, 199, 600, 1000].map((status) => [
        `refuses status ${status}`,
        [`return thrown(() => new Response('', { status: ${status} }))`, 'RangeError'],
      ]),
    ),
    ...Object.fromEntries(
      [204, 205, 304].map((status) => [
        `status ${status} has no body`,
        [
          `return [thrown(() => new Response('', { status: ${status} })), new Response(null, { status: ${status} }).status]`,
          ['TypeError', status],
        ],
      ]),
    ),
    'refuses a statusText with a line break': [
      `return thrown(() => new Response('', { statusText: '\\n' }))`,
      'TypeError',
    ],
    'a string has its type': [`return new Response('x').headers.get('content-type')`, 'text/plain;charset=UTF-8'],
    'a given content type stays': [
      `return new Response('x', { headers: { 'Content-Type': 'a/b' } }).headers.get('content-type')`,
      'a/b',
    ],
    'a Blob gives its type': [
      `return new Response(new Blob(['x'], { type: 'a/b' })).headers.get('content-type')`,
      'a/b',
    ],
    'a Blob without type gives none': [`return new Response(new Blob(['x'])).headers.has('content-type')`, false],
    'URLSearchParams have their type': [
      `const r = new Response(new URLSearchParams('a=1')); return [r.headers.get('content-type'), await r.text()]`,
      ['application/x-www-form-urlencoded;charset=UTF-8', 'a=1'],
    ],
    'bytes have no type': [`return new Response(new Uint8Array(1)).headers.has('content-type')`, false],
    'reads text': [`return new Response('hé').text()`, 'hé'],
    'text drops a byte order mark': [`return new Response('\\uFEFFa').text()`, 'a'],
    'lone surrogates are replaced': [`return new Response('\\uD800').text()`, '\uFFFD'],
    'reads json': [`return new Response('{"a":[1]}').json()`, { a: [1] }],
    'bad json rejects': [`return thrown(() => new Response('{').json())`, 'SyntaxError'],
    'empty json rejects': [`return thrown(() => new Response('').json())`, 'SyntaxError'],
    'reads bytes': [
      `const b = await new Response('ab').bytes(); return [b instanceof Uint8Array, [...b]]`,
      [true, [97, 98]],
    ],
    'reads an ArrayBuffer': [
      `const b = await new Response('ab').arrayBuffer(); return [b instanceof ArrayBuffer, b.byteLength]`,
      [true, 2],
    ],
    'reads a Blob with the content type': [
      `const b = await new Response('ab', { headers: { 'content-type': 'Text/HTML; Charset="x"' } }).blob(); return [b.size, b.type]`,
      [2, 'text/html;charset=x'],
    ],
    'copies the bytes it is given': [
      `const u = new Uint8Array([1]); const r = new Response(u); u[0] = 2; return [...await r.bytes()]`,
      [1],
    ],
    'takes a part of a buffer': [
      `return [...await new Response(new Uint8Array([1,2,3,4]).subarray(1,3)).bytes()]`,
      [2, 3],
    ],
    'takes a DataView': [
      `return [...await new Response(new DataView(new Uint8Array([1,2,3]).buffer, 1)).bytes()]`,
      [2, 3],
    ],
    'reads a stream': [
      `return new Response(new ReadableStream({ start(c) { c.enqueue(new Uint8Array([104])); c.enqueue(new Uint8Array([105])); c.close() } })).text()`,
      'hi',
    ],
    'a stream of strings rejects': [
      `return thrown(() => new Response(new ReadableStream({ start(c) { c.enqueue('x'); c.close() } })).text())`,
      'TypeError',
    ],
    'an erring stream rejects with its error': [
      `return thrown(() => new Response(new ReadableStream({ start(c) { c.error(new RangeError('x')) } })).text())`,
      'RangeError',
    ],
    'reading twice rejects': [
      `const r = new Response('x'); await r.text(); return [r.bodyUsed, await thrown(() => r.text())]`,
      [true, 'TypeError'],
    ],
    'reading a null body leaves it unused': [
      `const r = new Response(); return [await r.text(), r.bodyUsed, await r.text()]`,
      ['', false, ''],
    ],
    'a locked body cannot be read': [
      `const r = new Response('x'); r.body.getReader(); return [r.bodyUsed, await thrown(() => r.text())]`,
      [false, 'TypeError'],
    ],
    'a read body is used': [
      `const r = new Response('x'); const reader = r.body.getReader(); await reader.read(); reader.releaseLock(); return [r.bodyUsed, await thrown(() => r.text())]`,
      [true, 'TypeError'],
    ],
    'the body is one object': [`const r = new Response('x'); return r.body === r.body`, true],
    'the body is a byte stream': [
      `const r = new Response('abc').body.getReader({ mode: 'byob' }); const { value } = await r.read(new Uint8Array(2)); return [...value]`,
      [97, 98],
    ],
    'a used body shows a locked stream': [
      `const r = new Response('x'); await r.text(); return [r.body instanceof ReadableStream, r.body.locked, r.bodyUsed]`,
      [true, true, true],
    ],
    'refuses a used stream': [
      `const s = new Response('x').body; s.getReader(); return thrown(() => new Response(s))`,
      'TypeError',
    ],
    'clone gives both the body': [
      `const r = new Response('x', { status: 201, headers: { a: 'b' } }); const c = r.clone(); return [await r.text(), await c.text(), c.status, c.headers.get('a')]`,
      ['x', 'x', 201, 'b'],
    ],
    'clone of a stream tees it': [
      `const r = new Response(new ReadableStream({ start(c) { c.enqueue(new Uint8Array([97])); c.close() } })); const c = r.clone(); return [await r.text(), await c.text()]`,
      ['a', 'a'],
    ],
    'clone copies chunks': [
      `const chunk = new Uint8Array([1]); const r = new Response(new ReadableStream({ start(c) { c.enqueue(chunk); c.close() } })); const c = r.clone(); const a = (await r.body.getReader().read()).value; const b = (await c.body.getReader().read()).value; return [a === chunk, b === chunk, b[0]]`,
      [true, false, 1],
    ],
    'clone has its own headers': [
      `const r = new Response(null, { headers: { a: '1' } }); const c = r.clone(); c.headers.set('a', '2'); return r.headers.get('a')`,
      '1',
    ],
    'clone of a used body throws': [
      `const r = new Response('x'); await r.text(); return thrown(() => r.clone())`,
      'TypeError',
    ],
    'json()': [
      `const r = Response.json({ a: 1 }, { status: 201 }); return [r.status, r.headers.get('content-type'), await r.text()]`,
      [201, 'application/json', '{"a":1}'],
    ],
    'json() of undefined throws': [`return thrown(() => Response.json(undefined))`, 'TypeError'],
    'json() keeps a given type': [
      `return Response.json(1, { headers: { 'content-type': 'a/b' } }).headers.get('content-type')`,
      'a/b',
    ],
    'redirect()': [
      `const r = Response.redirect('http://a/é', 301); return [r.status, r.headers.get('location')]`,
      [301, 'http://a/%C3%A9'],
    ],
    'redirect() has immutable headers': [
      `return thrown(() => Response.redirect('http://a/').headers.set('a', 'b'))`,
      'TypeError',
    ],
    'redirect() refuses other statuses': [`return thrown(() => Response.redirect('http://a/', 200))`, 'RangeError'],
    'redirect() refuses a bad URL': [`return thrown(() => Response.redirect('http://:x'))`, 'TypeError'],
    'error()': [
      `const r = Response.error(); return [r.type, r.status, r.ok, thrown(() => r.headers.set('a','b'))]`,
      ['error', 0, false, 'TypeError'],
    ],
    'a method on a foreign this rejects': [`return thrown(() => Response.prototype.text.call({}))`, 'TypeError'],
    'can be subclassed': [
      `class R extends Response { x = 1 } const r = new R('a'); return [r instanceof R, await r.text(), r.x]`,
      [true, 'a', 1],
    ],
    'formData() reads urlencoded': [
      `const f = await new Response('a=1&b=%C3%A9+x&a=2', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }).formData(); return [...f]`,
      [
        ['a', '1'],
        ['b', 'é x'],
        ['a', '2'],
      ],
    ],
    'formData() without form type rejects': [`return thrown(() => new Response('a=1').formData())`, 'TypeError'],
    'survives a patched Object.prototype.then': [
      `Object.defineProperty(Object.prototype, 'then', { get() { throw new Error('stolen') }, configurable: true });
       let text; const s = new ReadableStream({ start(c) { c.enqueue(new Uint8Array([97])); c.close() } });
       const p = new Response(s).text(); delete Object.prototype.then; return p`,
      'a',
    ],
  });
});
