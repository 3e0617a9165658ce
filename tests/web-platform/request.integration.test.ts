import { describe } from 'vitest';

import { testCases } from './cases.ts';

describe('Request', () => {
  testCases({
    'has the defaults of the specification': [
      `const r = new Request('http://a/b#c'); return [r.method, r.url, [...r.headers], r.destination, r.referrer, r.referrerPolicy, r.mode, r.credentials, r.cache, r.redirect, r.integrity, r.keepalive, r.duplex, r.body, r.signal.aborted]`,
      [
        'GET',
        'http://a/b#c',
        [],
        '',
        'about:client',
        '',
        'cors',
        'same-origin',
        'default',
        'follow',
        '',
        false,
        'half',
        null,
        false,
      ],
    ],
    'normalizes the URL': [`return new Request('HTTP://ExAmple.com:80/a/../b').url`, 'http://example.com/b'],
    'refuses a relative URL': [`return thrown(() => new Request('/a'))`, 'TypeError'],
    'refuses credentials in the URL': [`return thrown(() => new Request('http://u:p@a/'))`, 'TypeError'],
    ...Object.fromEntries(
      ['get', 'post', 'put', 'delete', 'head', 'options'].map((method) => [
        `normalizes ${method}`,
        [`return new Request('http://a/', { method: '${method}' }).method`, method.toUpperCase()],
      ]),
    ),
    'keeps the case of patch': [`return new Request('http://a/', { method: 'patch' }).method`, 'patch'],
    ...Object.fromEntries(
      ['CONNECT', 'trace', 'TRACK', '', 'a b'].map((method) => [
        `refuses method '${method}'`,
        [`return thrown(() => new Request('http://a/', { method: '${method}' }))`, 'TypeError'],
      ]),
    ),
    'GET has no body': [`return thrown(() => new Request('http://a/', { body: '' }))`, 'TypeError'],
    'reads its body': [`return new Request('http://a/', { method: 'POST', body: 'x' }).text()`, 'x'],
    'a stream needs duplex': [
      `return thrown(() => new Request('http://a/', { method: 'POST', body: new ReadableStream() }))`,
      'TypeError',
    ],
    'a stream with duplex': [
      `return new Request('http://a/', { method: 'POST', duplex: 'half', body: new Blob(['s']).stream() }).text()`,
      's',
    ],
    'refuses unknown enumeration values': [
      `return ['mode','credentials','cache','redirect','referrerPolicy','duplex','priority'].map((k) => thrown(() => new Request('http://a/', { [k]: 'x' })))`,
      Array.from({ length: 7 }, () => 'TypeError'),
    ],
    'refuses mode navigate': [`return thrown(() => new Request('http://a/', { mode: 'navigate' }))`, 'TypeError'],
    'refuses a window': [`return thrown(() => new Request('http://a/', { window: 'x' }))`, 'TypeError'],
    'refuses a signal that is none': [`return thrown(() => new Request('http://a/', { signal: {} }))`, 'TypeError'],
    'follows its signal': [
      `const c = new AbortController(); const r = new Request('http://a/', { signal: c.signal }); c.abort('why'); return [r.signal === c.signal, r.signal.aborted, r.signal.reason]`,
      [false, true, 'why'],
    ],
    'copies a request': [
      `const a = new Request('http://a/', { method: 'POST', body: 'x', headers: { h: '1' }, redirect: 'manual' }); const b = new Request(a); return [b.method, b.headers.get('h'), b.redirect, a.bodyUsed, await b.text()]`,
      ['POST', '1', 'manual', true, 'x'],
    ],
    'a used request cannot be copied': [
      `const a = new Request('http://a/', { method: 'POST', body: 'x' }); await a.text(); return thrown(() => new Request(a))`,
      'TypeError',
    ],
    'new headers replace the old': [
      `const a = new Request('http://a/', { headers: { h: '1' } }); return [...new Request(a, { headers: { i: '2' } }).headers]`,
      [['i', '2']],
    ],
    'a clone has the body too': [
      `const a = new Request('http://a/', { method: 'POST', body: 'x' }); const b = a.clone(); return [await a.text(), await b.text()]`,
      ['x', 'x'],
    ],
    'a clone of a used request throws': [
      `const a = new Request('http://a/', { method: 'POST', body: 'x' }); await a.text(); return thrown(() => a.clone())`,
      'TypeError',
    ],
    'a copy of a streamed body locks the old': [
      `const a = new Request('http://a/', { method: 'POST', body: 'x' }); const before = a.body; const b = new Request(a); return [a.bodyUsed, a.body === before, a.body.locked, await b.text()]`,
      [true, true, true, 'x'],
    ],
    'a URL object is taken': [`return new Request(new URL('http://a/?b')).url`, 'http://a/?b'],
    'multipart goes there and back': [
      `const f = new FormData(); f.append('a"b', 'line\\nbreak'); f.append('f', new File([new Uint8Array([0,255,13,10])], 'né.bin', { type: 'a/b' }));
       const r = new Request('http://a/', { method: 'POST', body: f }); const type = r.headers.get('content-type');
       const g = await r.formData(); const file = g.get('f');
       return [/^multipart\\/form-data; boundary=/.test(type), g.get('a"b'), file instanceof File, file.name, file.type, [...await file.bytes()]]`,
      [true, 'line\r\nbreak', true, 'né.bin', 'a/b', [0, 255, 13, 10]],
    ],
    'multipart by hand': [
      `const body = '--X\\r\\nContent-Disposition: form-data; name="a"\\r\\n\\r\\n1\\r\\n--X\\r\\nContent-Disposition: form-data; name="b"; filename="f"\\r\\n\\r\\nz\\r\\n--X--\\r\\n';
       const f = await new Request('http://a/', { method: 'POST', body, headers: { 'content-type': 'multipart/form-data; boundary=X' } }).formData();
       return [f.get('a'), f.get('b').name, f.get('b').type, await f.get('b').text()]`,
      ['1', 'f', 'text/plain', 'z'],
    ],
    'broken multipart rejects': [
      `return thrown(() => new Request('http://a/', { method: 'POST', body: '--X\\r\\n', headers: { 'content-type': 'multipart/form-data; boundary=X' } }).formData())`,
      'TypeError',
    ],
    'reads init members in order': [
      `const log = []; new Request('http://a/', new Proxy({}, { get(t, k) { log.push(k); } })); return log.slice(0, 6)`,
      ['body', 'cache', 'credentials', 'duplex', 'headers', 'integrity'],
    ],
  });
});
