import { get, post, request, type RawCase } from './raw-case.ts';

const chunked = (body: string, ...lines: string[]): string => post(['Transfer-Encoding: chunked', ...lines], body);
const encoded = (encoding: string): string => post([`Transfer-Encoding: ${encoding}`], '0\r\n\r\n');
const withLength = (length: string): string => post([`Content-Length: ${length}`], 'ab');

/** Where a body ends: what would let two programs see two different requests; RFC 9112, 6 and 7. */
export const framing: RawCase[] = [
  ['a length', withLength('2'), 200],
  ['a length with zeros before it', withLength('002'), 200],
  ['a chunked body', chunked('2\r\nab\r\n0\r\n\r\n'), 200],
  ['a chunked body with upper-case sizes', chunked('A\r\n0123456789\r\n0\r\n\r\n'), 200],
  ['a chunk extension', chunked('2;a=b\r\nab\r\n0\r\n\r\n'), 200],
  ['trailers', chunked('2\r\nab\r\n0\r\nX-T: 1\r\n\r\n'), 200],
  ['Chunked in another case', post(['Transfer-Encoding: Chunked'], '0\r\n\r\n'), 200],
  ['a body to GET', `${get('Content-Length: 2')}ab`, 200],
  ...['-1', '+2', '2.0', '0x2', '2e0', '1 2', '2,2', '2, 2', '2;', 'two', '"2"', '', '\xb2'].map((length): RawCase => [
    `the length ${JSON.stringify(length)}`,
    withLength(length),
    length === '' ? [200, 400] : 400,
  ]),
  ['a length beyond numbers', withLength('99999999999999999999999'), [400, 413]],
  ['a length of 2^64', withLength('18446744073709551616'), [400, 413]],
  ['a length of 2^53', withLength('9007199254740993'), 413],
  ['a length of more than a body may have', withLength('99999999'), 413],
  ['two lengths', post(['Content-Length: 1', 'Content-Length: 2'], 'ab'), 400],
  ['the same length twice', post(['Content-Length: 2', 'Content-Length: 2'], 'ab'), 400],
  ['two lengths in two cases', post(['Content-Length: 2', 'content-length: 0'], 'ab'), 400],
  ['a length and chunks', post(['Content-Length: 1', 'Transfer-Encoding: chunked'], '0\r\n\r\n'), 400],
  ['chunks and a length', post(['Transfer-Encoding: chunked', 'Content-Length: 5'], '0\r\n\r\n'), 400],
  ['chunks and a length of nothing', post(['Transfer-Encoding: chunked', 'Content-Length: 0'], '0\r\n\r\n'), 400],
  ['chunks in HTTP/1.0', `${request('POST /fn/echo HTTP/1.0', ['Transfer-Encoding: chunked'])}0\r\n\r\n`, 400],
  ...['gzip, chunked', 'chunked, gzip', 'chunked, chunked', 'xchunked', 'chunkedx', 'identity', 'gzip', 'deflate'].map(
    (encoding): RawCase => [`the encoding ${encoding}`, encoded(encoding), [400, 501]],
  ),
  ...['chunked;q=1', '"chunked"', 'chunked,', ', chunked', 'chun ked', 'chunked\x0b', '\x0bchunked', ''].map(
    (encoding): RawCase => [`the encoding ${JSON.stringify(encoding)}`, encoded(encoding), [400, 501]],
  ),
  ['two encodings', post(['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], '0\r\n\r\n'), [400, 501]],
  ['chunked twice', post(['Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'], '0\r\n\r\n'), [400, 501]],
  ['a space before its colon', post(['Transfer-Encoding : chunked'], '0\r\n\r\n'), 400],
  ['a folded encoding', post(['Transfer-Encoding:', ' chunked'], '0\r\n\r\n'), 400],
  ['an underscore in its name', post(['Transfer_Encoding: chunked', 'Content-Length: 2'], 'ab'), 200],
  ...['zz', '-1', '+1', '0x1', '1 ', ' 1', '', 'fffffffffffffffff', '2\v', '2\0', '2\n'].map((size): RawCase => [
    `the chunk size ${JSON.stringify(size)}`,
    chunked(`${size}\r\nab\r\n0\r\n\r\n`),
    [400, 413],
  ]),
  ['a chunk that is longer than it says', chunked('1\r\nab\r\n0\r\n\r\n'), 400],
  ['a chunk without its line end', chunked('2\r\nab0\r\n\r\n'), 400],
  ['a chunk that ends with a bare LF', chunked('2\r\nab\n0\r\n\r\n'), 400],
  ['a size that ends with a bare LF', chunked('2\nab\r\n0\r\n\r\n'), 400],
  ['a size that ends with a bare CR', chunked('2\rab\r\n0\r\n\r\n'), 400],
  ['an extension with a bare LF', chunked('2;a\nab\r\n0\r\n\r\n'), 400],
  ['an extension with a NUL', chunked('2;a\0b\r\nab\r\n0\r\n\r\n'), 400],
  ['an extension of many bytes', chunked(`2;${'a'.repeat(20_000)}\r\nab\r\n0\r\n\r\n`), [400, 413, 431]],
  ...['chunked\r\nTransfer-Encoding: gzip', 'chunked\r\n gzip', 'chunked\tgzip', 'CHUNKED, identity', 'x, chunked'].map(
    (encoding): RawCase => [`the encoding ${JSON.stringify(encoding)}`, encoded(encoding), [400, 501]],
  ),
  ...['0b10', '2 ;', '2,', ',2', '.2', '2\t3', '-0', '1e1', '2_0', "2'"].map((length): RawCase => [
    `the length ${JSON.stringify(length)}`,
    withLength(length),
    400,
  ]),
  ...['2 3', '-2', '2;\n', 'g', '2\r', '2,', '2"', '.2', '2h', '(2)'].map((size): RawCase => [
    `the chunk size ${JSON.stringify(size)}`,
    chunked(`${size}\r\nab\r\n0\r\n\r\n`),
    [400, 413],
  ]),
  ['an end of chunks that is none', chunked('2\r\nab\r\n00x\r\n\r\n'), 400],
  ['a broken trailer', chunked('2\r\nab\r\n0\r\nbroken\r\n\r\n'), 400],
  ['a trailer with a space before the colon', chunked('2\r\nab\r\n0\r\nX : 1\r\n\r\n'), 400],
  ['trailers of many bytes', chunked(`2\r\nab\r\n0\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`), [400, 431]],
];
