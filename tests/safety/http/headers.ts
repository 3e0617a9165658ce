import { get, post, request, type RawCase } from './raw-case.ts';

const refused = (what: string, ...lines: string[]): RawCase => [what, get(...lines), 400];

/** Header lines; RFC 9112, 5, and RFC 9110, 5. */
export const headers: RawCase[] = [
  ['many headers', get(...Array.from({ length: 90 }, (_, n) => `X-${n}: ${n}`)), 200],
  ['an empty value', get('X-A:'), 200],
  ['spaces around a value', get('X-A: \t 1 \t '), 200],
  ['bytes above ASCII in a value', get('X-A: \xe4\xb8\xad'), 200],
  ['every character a name may have', get("X!#$%&'*+-.^_`|~9z: 1"), 200],
  ['a name of an object', get('__proto__: 1', 'constructor: 1', 'hasOwnProperty: 1'), 200],
  ['an upgrade that is not taken', get('Connection: upgrade', 'Upgrade: h2c'), 200],
  ['an upgrade to a WebSocket', get('Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'), 200],
  refused('no colon', 'broken'),
  refused('no name', ': 1'),
  refused('nothing but a colon', ':'),
  refused('a space before the colon', 'X-A : 1'),
  refused('a tab before the colon', 'X-A\t: 1'),
  refused('a space first', ' X-A: 1'),
  refused('a folded value', 'X-A: 1', ' 2'),
  refused('a value folded with a tab', 'X-A: 1', '\t2'),
  refused('a space in a name', 'X A: 1'),
  refused('a line end in a name', 'X\rA: 1'),
  refused('a bare CR in a value', 'X-A: a\rb'),
  refused('a bare LF in a value', 'X-A: a\nb'),
  refused('a bare LF that begins a header', 'X-A: a\nHost: evil.example'),
  ...['\0', '\x01', '\x08', '\v', '\f', '\x1b', '\x7f'].flatMap((character): RawCase[] => [
    refused(`${JSON.stringify(character)} in a value`, `X-A: a${character}b`),
    refused(`${JSON.stringify(character)} in a name`, `X${character}A: 1`),
  ]),
  ...['"', '(', ')', ',', '/', ';', '<', '=', '>', '?', '@', '[', '\\', ']', '{', '}', '\xe9'].map((character) =>
    refused(`${character} in a name`, `X${character}A: 1`),
  ),
  ['too many bytes', get(`X-A: ${'a'.repeat(20_000)}`), 431],
  ['too many bytes in a name', get(`${'a'.repeat(20_000)}: 1`), 431],
  ['too many bytes in many headers', get(...Array.from({ length: 400 }, (_, n) => `X-${n}: ${'a'.repeat(50)}`)), 431],
  ['two content types', post(['Content-Type: a/b', 'Content-Type: c/d', 'Content-Length: 0']), 400],
  ['the same content type twice', post(['Content-Type: a/b', 'Content-Type: a/b', 'Content-Length: 0']), 400],
  ['two authorizations', request('GET /api/functions HTTP/1.1', ['Authorization: a', 'Authorization: b']), 400],
  refused('two origins', 'Origin: http://localhost', 'Origin: http://localhost'),
  refused('two fetch sites', 'Sec-Fetch-Site: none', 'Sec-Fetch-Site: none'),
  refused('two fetch modes', 'Sec-Fetch-Mode: cors', 'sec-fetch-mode: navigate'),
  ['an odd expectation', post(['Expect: tea', 'Content-Length: 2'], 'ab'), 417],
  ['an empty expectation', post(['Expect:', 'Content-Length: 2'], 'ab'), [200, 417]],
];
