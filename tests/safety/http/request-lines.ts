import { request, type RawCase } from './raw-case.ts';

const line = (text: string): string => request(text, []);

/** Methods, versions and everything else of a first line, and the one `Host` it needs; RFC 9112, 3. */
export const requestLines: RawCase[] = [
  ['a plain request', line('GET /fn/echo HTTP/1.1'), 200],
  ['HTTP/1.0', line('GET /fn/echo HTTP/1.0'), 200],
  ['localhost', request('GET /fn/echo HTTP/1.1', [], 'localhost:PORT'), 200],
  ['the loopback address of IPv6', request('GET /fn/echo HTTP/1.1', [], '[::1]:PORT'), 200],
  ['no Host', 'GET /fn/echo HTTP/1.1\r\n\r\n', 400],
  ['two Hosts', request('GET /fn/echo HTTP/1.1', ['Host: HOST']), 400],
  ['an empty line before it', `\r\n${line('GET /fn/echo HTTP/1.1')}`, 200],
  ['HTTP/2.0 spoken as text', line('GET /fn/echo HTTP/2.0'), 505],
  ['the HTTP/2 preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['HTTP/0.9', 'GET /fn/echo\r\n\r\n', 505],
  ['HTTP/0.9 by name', line('GET /fn/echo HTTP/0.9'), [400, 505]],
  ['TLS where none is spoken', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 400],
  ['nothing but line ends', '\r\n\r\n\r\n\r\n\0', 400],
  ['a NUL first', `\0${line('GET /fn/echo HTTP/1.1')}`, 400],
  ['a space first', ` ${line('GET /fn/echo HTTP/1.1')}`, 400],
  ['a byte order mark first', `\xef\xbb\xbf${line('GET /fn/echo HTTP/1.1')}`, 400],
  ['a method and nothing else', 'GET\r\n\r\n', 400],
  ['no target', line('GET HTTP/1.1'), [400, 505]],
  ['a fourth word', line('GET /fn/echo HTTP/1.1 more'), 400],
  ['two spaces before the version', line('GET /fn/echo  HTTP/1.1'), [200, 400]],
  ['tabs for spaces', line('GET\t/fn/echo\tHTTP/1.1'), 400],
  ['a vertical tab in it', line('GET /fn/echo\vHTTP/1.1'), [400, 505]],
  ['bare CR for line ends', 'GET /fn/echo HTTP/1.1\rHost: HOST\r\r', 400],
  ['a bare CR after the version', 'GET /fn/echo HTTP/1.1\rX: 1\r\nHost: HOST\r\n\r\n', 400],
  ['a bare LF after the version', 'GET /fn/echo HTTP/1.1\nHost: HOST\r\n\r\n', 400],
  ['bare LFs for line ends', 'GET /fn/echo HTTP/1.1\nHost: HOST\n\n', 400],
  ...['http/1.1', 'HTTP/1.1a', 'HTTP/11', 'HTTP/1.', 'HTTP/.1', 'HTTP/1,1', 'HTTP 1.1', 'HTTPS/1.1', 'HTTP/1.1\0'].map(
    (version): RawCase => [`the version ${JSON.stringify(version)}`, line(`GET /fn/echo ${version}`), 400],
  ),
  ...['HTTP/1.2', 'HTTP/1.9', 'HTTP/3.0', 'HTTP/9.9', 'HTTP/0.0'].map((version): RawCase => [
    `the version ${version}`,
    line(`GET /fn/echo ${version}`),
    [400, 505],
  ]),
  ...['TRACE', 'TRACK', 'CONNECT'].map((method): RawCase => [
    `the method ${method}`,
    line(`${method} /fn/echo HTTP/1.1`),
    [400, 405],
  ]),
  ['CONNECT to another host', line('CONNECT example.com:443 HTTP/1.1'), 405],
  ['CONNECT to this host', line('CONNECT HOST HTTP/1.1'), 405],
  ...['BREW', 'get', 'Get', 'G=T', 'GE T', 'GET\0', '"GET"', 'G\xc3\x8bT', '(GET)', 'X'.repeat(100)].map(
    (method): RawCase => [
      `the method ${JSON.stringify(method.slice(0, 12))}`,
      line(`${method} /fn/echo HTTP/1.1`),
      400,
    ],
  ),
  ...['PROPFIND', 'LOCK', 'M-SEARCH', 'PURGE', 'QUERY', 'LINK', 'SOURCE'].map((method): RawCase => [
    `the method ${method}`,
    line(`${method} /fn/echo HTTP/1.1`),
    [400, 405],
  ]),
  ['a method a function does not take', line('DELETE /fn/echo HTTP/1.1'), 405],
  ['a method the control API does not take', line('PATCH /api/functions HTTP/1.1'), 405],
];
