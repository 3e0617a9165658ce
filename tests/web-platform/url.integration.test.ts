import { describe } from 'vitest';

import { testCases } from './cases.ts';

describe('URL', () => {
  testCases({
    'takes a URL apart': [
      `const u = new URL('https://u:p@ex.com:8080/a/b?c=d#e'); return [u.protocol, u.username, u.password, u.host, u.hostname, u.port, u.pathname, u.search, u.hash, u.origin]`,
      ['https:', 'u', 'p', 'ex.com:8080', 'ex.com', '8080', '/a/b', '?c=d', '#e', 'https://ex.com:8080'],
    ],
    'resolves against a base': [`return new URL('../x?y', 'http://a/b/c/d').href`, 'http://a/b/x?y'],
    'drops default ports': [
      `return [new URL('http://a:80').host, new URL('https://a:443').host, new URL('http://a:443').host]`,
      ['a', 'a', 'a:443'],
    ],
    'maps an international domain': [`return new URL('http://exämple.com').hostname`, 'xn--exmple-cua.com'],
    'lower-cases the domain': [`return new URL('http://EXAMPLE.com').hostname`, 'example.com'],
    'parses IPv4 in any notation': [`return new URL('http://0x7f.1/').hostname`, '127.0.0.1'],
    'parses IPv6': [`return new URL('http://[1:0::1]/').hostname`, '[1::1]'],
    ...Object.fromEntries(
      ['', 'a', 'http://', 'http://a:99999', 'http://a b/', 'http://[1', 'http://%00/', '//a'].map((url) => [
        `refuses '${url}'`,
        [`return thrown(() => new URL(${JSON.stringify(url)}))`, 'TypeError'],
      ]),
    ),
    'percent-encodes': [`return new URL('http://a/ö ?ä b#ü c').href`, 'http://a/%C3%B6%20?%C3%A4%20b#%C3%BC%20c'],
    setters: [
      `const u = new URL('http://a/'); u.port = '81'; u.pathname = 'x y'; u.search = 'q'; u.hash = 'h'; u.host = 'b:82'; return u.href`,
      'http://b:82/x%20y?q#h',
    ],
    'a bad setter is ignored': [
      `const u = new URL('http://a/'); u.port = 'x'; u.protocol = '!'; return u.href`,
      'http://a/',
    ],
    'href setter throws': [`const u = new URL('http://a/'); return thrown(() => { u.href = 'x' })`, 'TypeError'],
    canParse: [
      `return [URL.canParse('http://a'), URL.canParse('x'), URL.canParse('x', 'http://a')]`,
      [true, false, true],
    ],
    parse: [`return [URL.parse('x'), URL.parse('http://a').href]`, [null, 'http://a/']],
    toJSON: [`return JSON.stringify(new URL('http://a/b'))`, '"http://a/b"'],
    'searchParams follow the URL': [
      `const u = new URL('http://a/?x=1'); u.searchParams.append('y', 'ä'); const v = u.href; u.search = '?z=3'; return [v, [...u.searchParams]]`,
      ['http://a/?x=1&y=%C3%A4', [['z', '3']]],
    ],
    'searchParams are one object': [`const u = new URL('http://a/'); return u.searchParams === u.searchParams`, true],
    'an opaque path': [`return new URL('mailto:a@b').pathname`, 'a@b'],
    'a file URL': [`return new URL('file:///C|/x').href`, 'file:///C:/x'],
  });
});

describe('URLSearchParams', () => {
  testCases({
    'is made of a string': [
      `return [...new URLSearchParams('?a=1&b=%20+&c')]`,
      [
        ['a', '1'],
        ['b', '  '],
        ['c', ''],
      ],
    ],
    'is made of pairs and records': [
      `return [[...new URLSearchParams([['a', '1']])], [...new URLSearchParams({ b: 2 })]]`,
      [[['a', '1']], [['b', '2']]],
    ],
    serializes: [`return new URLSearchParams({ 'a b': 'ö*-._~' }).toString()`, 'a+b=%C3%B6*-._%7E'],
    'append, get, getAll, has, set, delete': [
      `const p = new URLSearchParams('a=1&a=2&b=3'); p.append('a', '4'); const r = [p.get('a'), p.getAll('a'), p.has('b'), p.has('b', '9'), p.get('x'), p.size]; p.set('a', '5'); p.delete('b'); return [...r, p.toString()]`,
      ['1', ['1', '2', '4'], true, false, null, 4, 'a=5'],
    ],
    'delete with a value': [`const p = new URLSearchParams('a=1&a=2'); p.delete('a', '1'); return p.toString()`, 'a=2'],
    'sorts stably by code units': [
      `const p = new URLSearchParams('z=1&a=2&z=0&a=1'); p.sort(); return p.toString()`,
      'a=2&a=1&z=1&z=0',
    ],
    forEach: [`const r = []; new URLSearchParams('a=1').forEach((v, k) => r.push(k, v)); return r`, ['a', '1']],
    'a pair of three throws': [`return thrown(() => new URLSearchParams([['a', 'b', 'c']]))`, 'TypeError'],
  });
});

describe('URLPattern', () => {
  testCases({
    'matches with groups': [
      `const m = new URLPattern({ pathname: '/users/:id' }).exec('http://a/users/7'); return m.pathname.groups.id`,
      '7',
    ],
    test: [
      `const p = new URLPattern('https://*.example.com/a/*'); return [p.test('https://x.example.com/a/b'), p.test('https://example.com/a/b')]`,
      [true, false],
    ],
    components: [
      `const p = new URLPattern('/a/:b?', 'https://h/'); return [p.protocol, p.hostname, p.pathname]`,
      ['https', 'h', '/a/:b?'],
    ],
    'no match is null': [`return new URLPattern({ pathname: '/a' }).exec({ pathname: '/b' })`, null],
    'groups by name and by number': [
      `const { groups } = new URLPattern('/:a/*.(png|jpg)', 'https://h').exec('https://h/x/y.png').pathname; return groups`,
      { 0: 'y', 1: 'png', a: 'x' },
    ],
    'optional and repeated groups': [
      `const p = new URLPattern({ pathname: '/a{/:b}?' }), q = new URLPattern({ pathname: '/:c+' }); return [p.test({ pathname: '/a' }), p.exec({ pathname: '/a/1' }).pathname.groups.b, q.exec({ pathname: '/x/y' }).pathname.groups.c]`,
      [true, '1', 'x/y'],
    ],
    'an absent group is undefined': [
      `const { groups } = new URLPattern({ pathname: '/a{/:b}?' }).exec({ pathname: '/a' }).pathname; return ['b' in groups, groups.b === undefined]`,
      [true, true],
    ],
    ignoreCase: [
      `return [new URLPattern({ pathname: '/A' }, { ignoreCase: true }).test({ pathname: '/a' }), new URLPattern({ pathname: '/A' }).test({ pathname: '/a' })]`,
      [true, false],
    ],
    hasRegExpGroups: [
      `return ['/:a', '/:a(\\\\d+)', '/*'].map((pathname) => new URLPattern({ pathname }).hasRegExpGroups)`,
      [false, true, false],
    ],
    'default ports': [
      `return [new URLPattern('https://h:443').port, new URLPattern('https://h:8443').port]`,
      ['', '8443'],
    ],
    'canonical components': [
      `const p = new URLPattern({ hostname: 'BÜCHER.example', pathname: '/ö', search: '?ä' }); return [p.hostname, p.pathname, p.search]`,
      ['xn--bcher-kva.example', '/%C3%B6', '%C3%A4'],
    ],
    'inputs are given back': [
      `return new URLPattern('/a', 'http://h').exec('a', 'http://h/').inputs`,
      ['a', 'http://h/'],
    ],
    'a relative pattern needs a base': [`return thrown(() => new URLPattern('/a'))`, 'TypeError'],
    'a name twice throws': [`return thrown(() => new URLPattern({ pathname: '/:a/:a' }))`, 'TypeError'],
    'a bad pattern throws': [`return thrown(() => new URLPattern({ pathname: '(' }))`, 'TypeError'],
  });
});
