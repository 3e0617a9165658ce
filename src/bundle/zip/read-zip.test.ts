/** @module-tag g6 */
import { deflateRawSync } from 'node:zlib';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { countCases, lengthOf } from '../../../tests/safety/case-count.ts';
import { NexoError } from '../../contract/errors.ts';
import { readZip } from './read-zip.ts';
import { rawZip, type RawEntry } from './testing/raw-zip.ts';
import { writeZip } from './write-zip.ts';

const file = (path: string, text: string) => ({ path, bytes: Buffer.from(text) });

describe('readZip', () => {
  it('reads what writeZip wrote, whatever the order', async () => {
    const files = [file('b/ü [1].ts', 'text'), file('a.json', '{}'), file('empty', '')];
    const zip = await writeZip(files);
    expect(await readZip(zip)).toEqual(files.toSorted((a, b) => (a.path < b.path ? -1 : 1)));
    expect((await writeZip(files.toReversed())).equals(zip)).toBe(true);
  });

  it('reads a zip with folders in it, and files that are not packed', async () => {
    const zip = rawZip([
      { name: 'a/', method: 0, mode: 0o040_755 },
      { name: 'a/b.txt', content: 'x', method: 0, mode: 0 },
    ]);
    expect(await readZip(zip)).toEqual([file('a/b.txt', 'x')]);
  });

  const bomb = deflateRawSync(Buffer.alloc(30_000_000));
  const hostile: Record<string, [zip: RawEntry[] | Buffer, problem: RegExp]> = {
    'that is none': [Buffer.from('PK, it said'), /no zip/],
    'that is empty': [Buffer.alloc(0), /no zip/],
    'that was cut': [rawZip([{ name: 'a', content: 'x' }]).subarray(0, -30), /no zip/],
    'with a file above its folder': [[{ name: '../a', content: 'x' }], /cannot be used/],
    'with a file far above': [[{ name: 'a/../../b', content: 'x' }], /cannot be used/],
    'with an absolute path': [[{ name: '/etc/passwd' }], /cannot be used/],
    'with a drive': [[{ name: 'C:/a' }], /cannot be used/],
    'with backslashes': [[{ name: 'a\\b' }], /cannot be used/],
    'with an empty part': [[{ name: 'a//b' }], /cannot be used/],
    'with a dot part': [[{ name: './a' }], /cannot be used/],
    'with a NUL': [[{ name: 'a\0b' }], /cannot be used/],
    'with a control character': [[{ name: 'a\nb' }], /characters/],
    'with a name that turns the direction of text': [[{ name: 'a\u202Egpj.js' }], /characters/],
    'with a name reserved on Windows': [[{ name: 'lib/CON.js' }], /reserved/],
    'with a name that ends with a dot': [[{ name: 'a.' }], /dots/],
    'with a very long name': [[{ name: 'a/'.repeat(10) + 'b'.repeat(300) }], /too long/],
    'with very many folders': [[{ name: 'a/'.repeat(60) + 'b' }], /too many folders/],
    'with a name that is no UTF-8': [[{ name: Buffer.from([0x61, 0xff, 0xfe]) }], /cannot be used/],
    'with a file twice': [[{ name: 'a' }, { name: 'a' }], /same name/],
    'with names that differ by case': [[{ name: 'index.js' }, { name: 'Index.js' }], /same name/],
    'with names that differ by how letters are composed': [[{ name: '\u00e9' }, { name: 'e\u0301' }], /same name/],
    'with a file that is a folder, too': [[{ name: 'a' }, { name: 'a/b' }], /a file and a folder/],
    'with a link': [[{ name: 'a', content: '/etc/passwd', mode: 0o120_777 }], /a link/],
    'with a device': [[{ name: 'a', mode: 0o020_666 }], /a link or a device/],
    'with a folder that is a file': [[{ name: 'a/', mode: 0o100_644, method: 0 }], /not a file/],
    'with an encrypted file': [[{ name: 'a', content: 'x', flags: 0x801 }], /encrypted/],
    'packed in another way': [[{ name: 'a', content: 'x', method: 12 }], /packed in a way/],
    'with a wrong checksum': [[{ name: 'a', content: 'x', crc: 1 }], /checksum/],
    'that says a file is smaller than it is': [[{ name: 'a', content: 'xxxx', uncompressedSize: 1 }], /too many bytes/],
    'that says a file is larger than it is': [[{ name: 'a', content: 'x', uncompressedSize: 9 }], /not enough bytes/],
    'with bytes that are not packed': [
      [{ name: 'a', packed: Buffer.from('not deflated'), uncompressedSize: 5 }],
      /cannot be used/,
    ],
    'with two names for one file': [[{ name: 'a', localName: 'b', content: 'x' }], /two names/],
    'with files that share bytes': [
      [
        { name: 'a', content: 'x', localName: 'a' },
        { name: 'a2', localName: 'a2', content: 'y', offset: 0 },
      ],
      /two names|overlaps/,
    ],
    'with a bomb': [[{ name: 'a', packed: bomb, uncompressedSize: 30_000_000 }], /far more than it is packed/],
    'with fewer files than it says': [rawZip([{ name: 'a' }], 2), /cannot be used/],
  };

  it.each(Object.entries(hostile))('refuses one %s', async (_, [given, problem]) => {
    const zip = Buffer.isBuffer(given) ? given : rawZip(given);
    const error = await readZip(zip).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NexoError);
    expect(error).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringMatching(problem) as string });
  });

  it('refuses a zip that is too large, has too many files, or is too large unpacked', async () => {
    const many = await writeZip([file('a', '1'), file('b', '2'.repeat(100)), file('c', '3')]);
    await expect(readZip(many, { zipBytes: 10 })).rejects.toThrow('larger than');
    await expect(readZip(many, { entries: 2 })).rejects.toThrow('more than 2 files');
    await expect(readZip(many, { totalBytes: 101 })).rejects.toThrow('too large together');
  });

  it('refuses entries that lie over one another', async () => {
    // The second entry's bytes are inside of the first's, which is stored.
    const inner = rawZip([{ name: 'in', content: 'x', method: 0 }]).subarray(0, 30 + 2 + 1);
    const outer = { name: 'out', content: inner, method: 0 };
    const zip = rawZip([outer, { name: 'in', content: 'x', method: 0, offset: 30 + 3 }]);
    await expect(readZip(zip)).rejects.toThrow('overlaps');
  });

  it('never fails otherwise, whatever bytes are changed', { timeout: 120_000 }, async (context) => {
    const numRuns = lengthOf({ short: 500, full: 10_000 });
    const zip = await writeZip([file('a/b.js', 'export default 1;'), file('c.txt', 'text '.repeat(50)), file('d', '')]);
    const change = fc.tuple(fc.nat(zip.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async (changes) => {
        const changed = Buffer.from(zip);
        for (const [at, byte] of changes) changed[at] = byte;
        const result = await readZip(changed).catch((error: unknown) => error);
        if (!Array.isArray(result)) expect(result).toBeInstanceOf(NexoError);
      }),
      { numRuns, seed: 20_261_127 },
    );
    countCases(context, { passed: numRuns, failed: 0 });
  });
});
