import { describe } from 'vitest';

import { testCases, type Cases } from './cases.ts';

const prelude = `
  const utf8 = (text) => new TextEncoder().encode(text);
  const through = (bytes, stream) => new Response(new Blob([bytes]).stream().pipeThrough(stream)).bytes();
  const compress = (bytes, format) => through(bytes, new CompressionStream(format));
  const decompress = (bytes, format) => through(bytes, new DecompressionStream(format));
  const text = (bytes) => new TextDecoder().decode(bytes);
  const formats = ['gzip', 'deflate', 'deflate-raw', 'brotli'];
  const forEachFormat = (run) => Promise.all(formats.map(run));
`;
const testCompression = (cases: Cases): void =>
  testCases(
    Object.fromEntries(Object.entries(cases).map(([name, [body, expected]]) => [name, [prelude + body, expected]])),
  );

/** https://compression.spec.whatwg.org/ */
describe('CompressionStream and DecompressionStream', () => {
  testCompression({
    'give back what went in': [
      `const input = utf8('What goes in comes out. '.repeat(1000));
       return forEachFormat(async (format) => {
         const packed = await compress(input, format);
         return [packed.length < 300, text(await decompress(packed, format)) === text(input)];
       })`,
      Array.from({ length: 4 }, () => [true, true]),
    ],
    'write what other programs read: gzip and zlib headers, deflate blocks': [
      `const [gzip, zlib, raw] = [await compress(utf8('a'), 'gzip'), await compress(utf8('a'), 'deflate'), await compress(utf8('a'), 'deflate-raw')];
       return [gzip.slice(0, 4).toHex(), zlib.toHex(), raw.toHex()]`,
      ['1f8b0800', '789c4b040000620062', '4b0400'],
    ],
    'read what other programs wrote': [
      `const read = (hex, format) => decompress(Uint8Array.fromHex(hex), format).then(text);
       return [await read('789c4b040000620062', 'deflate'), await read('4b0400', 'deflate-raw'), await read('0b028068656c6c6f03', 'brotli')]`,
      ['a', 'a', 'hello'],
    ],
    'work without any data': [
      `return forEachFormat(async (format) => (await decompress(await compress(new Uint8Array(0), format), format)).length)`,
      [0, 0, 0, 0],
    ],
    'take chunks of any size, and views of a part': [
      `const packed = await compress(utf8('piece by piece'), 'gzip');
       const stream = new DecompressionStream('gzip'), writer = stream.writable.getWriter();
       for (let at = 0; at < packed.length; at++) writer.write(packed.subarray(at, at + 1));
       writer.close();
       const whole = new Uint8Array(packed.length + 8); whole.set(packed, 4);
       const view = new DataView(whole.buffer, 4, packed.length);
       const other = new DecompressionStream('gzip'), second = other.writable.getWriter();
       second.write(view); second.close();
       return [await new Response(stream.readable).text(), await new Response(other.readable).text()]`,
      ['piece by piece', 'piece by piece'],
    ],
    'take the bytes of the time they are written': [
      `const stream = new CompressionStream('gzip'), writer = stream.writable.getWriter();
       const bytes = utf8('before');
       const output = new Response(stream.readable).bytes();
       const written = writer.write(bytes);
       await written; bytes.fill(0); writer.close();
       return text(await decompress(await output, 'gzip'))`,
      'before',
    ],
    'give Uint8Arrays of their own': [
      `const reader = new Blob([utf8('x')]).stream().pipeThrough(new CompressionStream('deflate')).getReader();
       const { value } = await reader.read();
       return [value instanceof Uint8Array, value.constructor === Uint8Array, value.byteLength === value.buffer.byteLength]`,
      [true, true, true],
    ],
    'have two ends, the same each time': [
      `const stream = new CompressionStream('gzip');
       return [stream.readable === stream.readable, stream.writable instanceof WritableStream, String(stream), Object.keys(CompressionStream.prototype).sort()]`,
      [true, true, '[object CompressionStream]', ['readable', 'writable']],
    ],
    'pass a megabyte': [
      `const input = new Uint8Array(1_000_000).map((_, index) => index ^ (index >> 8));
       const output = await decompress(await compress(input, 'gzip'), 'gzip');
       return output.length === input.length && output.every((byte, index) => byte === input[index])`,
      true,
    ],
    'run many at a time': [
      `const texts = await Promise.all(Array.from({ length: 25 }, async (_, index) => text(await decompress(await compress(utf8('number ' + index), 'gzip'), 'gzip'))));
       return texts.every((value, index) => value === 'number ' + index)`,
      true,
    ],
  });
});

describe('what is refused', () => {
  testCompression({
    'formats that do not exist': [
      `return [thrown(() => new CompressionStream()), thrown(() => new CompressionStream('zip')), thrown(() => new DecompressionStream('GZIP')), thrown(() => CompressionStream('gzip')), thrown(() => CompressionStream.prototype.readable)]`,
      ['TypeError', 'TypeError', 'TypeError', 'TypeError', 'TypeError'],
    ],
    'chunks that are no bytes': [
      `return Promise.all([undefined, null, 1, 'text', [1], {}, new SharedArrayBuffer(4), new Uint8Array(new SharedArrayBuffer(4))].map(async (chunk) => {
         const stream = new CompressionStream('gzip'), writer = stream.writable.getWriter();
         const read = thrown(() => stream.readable.getReader().read());
         return [await thrown(() => writer.write(chunk)), await thrown(() => writer.closed), await read].join()
       }))`,
      Array.from({ length: 8 }, () => 'TypeError,TypeError,TypeError'),
    ],
    'data that is damaged': [
      `return forEachFormat(async (format) => {
         const packed = await compress(utf8('some text, and some more text'), format);
         return [await thrown(() => decompress(packed.subarray(0, packed.length - 1), format)), await thrown(() => decompress(Uint8Array.of(...packed, 0), format)), await thrown(() => decompress(utf8('not compressed at all'), format))].join()
       })`,
      Array.from({ length: 4 }, () => 'TypeError,TypeError,TypeError'),
    ],
    'a second member after the first, once the first was given': [
      `const packed = await compress(utf8('first'), 'gzip');
       const reader = new Blob([packed, packed]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
       return [text((await reader.read()).value), await thrown(() => reader.read())]`,
      ['first', 'TypeError'],
    ],
    'a stream that ends before it began': [`return thrown(() => decompress(new Uint8Array(0), 'gzip'))`, 'TypeError'],
  });
});

describe('streams that end early', () => {
  testCompression({
    'a reader that leaves settles what was being written': [
      `const stream = new CompressionStream('gzip'), writer = stream.writable.getWriter();
       const written = writer.write(utf8('text'));
       const closed = thrown(() => writer.closed);
       await stream.readable.cancel(new RangeError('enough'));
       await written.catch(() => undefined);
       return [await closed, await thrown(() => writer.write(utf8('more')))]`,
      ['RangeError', 'RangeError'],
    ],
    'a reader that leaves while output waits lets the writer go': [
      `const packed = await compress(new Uint8Array(2_000_000), 'gzip');
       const stream = new DecompressionStream('gzip'), writer = stream.writable.getWriter(), reader = stream.readable.getReader();
       const written = writer.write(packed), closing = thrown(() => writer.close());
       await reader.read();
       await reader.cancel('enough');
       await written.catch(() => undefined);
       return closing`,
      'enough',
    ],
    'a writer that gives up errors the reader': [
      `const stream = new CompressionStream('gzip'), reader = stream.readable.getReader();
       const read = thrown(() => reader.read());
       await stream.writable.abort(new RangeError('no more'));
       return read`,
      'RangeError',
    ],
    'little that stands for much comes as it is asked for': [
      `const packed = await compress(new Uint8Array(8_000_000), 'gzip');
       const stream = new DecompressionStream('gzip'), writer = stream.writable.getWriter(), reader = stream.readable.getReader();
       let written = false;
       writer.write(packed).then(() => { written = true });
       const { value } = await reader.read();
       await later(20);
       const early = written;
       await reader.cancel();
       return [packed.length < 10_000, value.length <= 300_000, early]`,
      [true, true, false],
    ],
  });
});
