import { deflateRawSync } from 'node:zlib';

import { rawZip } from '../../bundle/zip/testing/raw-zip.ts';
import { bundle, withFile, type Case } from './hostile-case.ts';

export const hostileStructures: Case[] = [];
const add = (label: string, zip: Case[1], names: RegExp): void => void hostileStructures.push([label, zip, names]);

// Entries that are no files.
for (const [what, mode] of Object.entries({
  link: 0o120_777,
  device: 0o020_666,
  'block device': 0o060_666,
  pipe: 0o010_666,
  socket: 0o140_666,
  folder: 0o040_755,
})) {
  add(`a ${what}`, () => withFile('functions/hello/a.js', { mode }), /functions\/hello\/a\.js.*link or a device/);
}
add(
  'a link where a folder should be',
  () => withFile('functions/hello/lib/', { mode: 0o120_777, method: 0, content: '' }),
  /lib/,
);
for (const flags of [0x801, 0x840, 0x2800])
  add(
    `an entry with the flags ${flags.toString(16)}`,
    () => withFile('shared/a.js', { flags }),
    /encrypted|cannot be used/,
  );
for (const method of [1, 6, 9, 12, 14, 93, 95, 98, 99])
  add(`the packing method ${method}`, () => withFile('shared/a.js', { method }), /packed in a way/);

// Sizes, checksums and places that lie.
const bomb = deflateRawSync(Buffer.alloc(30_000_000));
add('a bomb', () => withFile('shared/a.js', { packed: bomb, uncompressedSize: 30_000_000 }), /shared\/a\.js.*far more/);
add(
  'a bomb that says it is small',
  () => withFile('shared/a.js', { packed: bomb, uncompressedSize: 5 }),
  /shared\/a\.js/,
);
add(
  'many bombs',
  () =>
    bundle({
      more: Array.from({ length: 20 }, (_, at) => ({
        name: `shared/${at}.js`,
        packed: bomb,
        uncompressedSize: 30_000_000,
      })),
    }),
  /far more|too large/,
);
for (const uncompressedSize of [0, 1, 2, 0x7fff_ffff, 0xffff_ffff])
  add(
    `a size of ${uncompressedSize}`,
    () => withFile('shared/a.js', { content: 'xyz', uncompressedSize }),
    /cannot be used/,
  );
for (const crc of [0, 1, 0xffff_ffff])
  add(`the checksum ${crc}`, () => withFile('shared/a.js', { crc }), /shared\/a\.js.*checksum/);
for (const offset of [1, 7, 0x7fff_ffff, 0xffff_ffff])
  add(`the place ${offset}`, () => withFile('shared/a.js', { offset }), /cannot be used/);
add(
  'two entries at one place',
  () =>
    bundle({
      more: [
        { name: 'shared/a.js', content: 'x' },
        { name: 'shared/b.js', offset: 0 },
      ],
    }),
  /shared\/b\.js/,
);
add('a second name in the local header', () => withFile('shared/a.js', { localName: 'shared/b.js' }), /two names/);
add('a local name that leads out', () => withFile('shared/a.js', { localName: '../evil.js' }), /two names/);
add(
  'bytes that do not unpack',
  () => withFile('shared/a.js', { packed: Buffer.from('nonsense'), uncompressedSize: 9 }),
  /shared\/a\.js/,
);
for (const count of [0, 1, 2, 4, 9, 65_535])
  add(
    `a count of ${count} files`,
    () => rawZip(bundle(), count),
    /cannot be used|no Nexo bundle|has no function|code is missing|nothing that can be imported/,
  );
add(
  '2,001 files',
  () => bundle({ more: Array.from({ length: 2_001 }, (_, at) => ({ name: `shared/${at}`, method: 0 })) }),
  /more than 2000 files/,
);

// Cut, and with each structure of a zip damaged.
const whole = (): Buffer => rawZip(bundle());
for (const [what, at] of Object.entries({
  'in the first header': 10,
  'after the first header': 30,
  'in the first name': 35,
  'in the first content': 60,
  'before the directory': -1,
  'in the directory': -2,
  'before the end record': -3,
  'in the end record': -4,
})) {
  add(
    `a zip cut ${what}`,
    () => {
      const zip = whole();
      const end = zip.length - 22;
      const directory = zip.readUInt32LE(end + 16);
      const places: Record<number, number> = { [-1]: directory, [-2]: directory + 40, [-3]: end, [-4]: end + 11 };
      return zip.subarray(0, at < 0 ? places[at] : at);
    },
    /zip/,
  );
}
const patched =
  (change: (zip: Buffer, end: number, directory: number) => void): (() => Buffer) =>
  () => {
    const zip = Buffer.from(whole());
    const end = zip.length - 22;
    change(zip, end, zip.readUInt32LE(end + 16));
    return zip;
  };
add(
  'no end record',
  patched((zip, end) => zip.writeUInt32LE(0, end)),
  /zip/,
);
add(
  'a zip of several disks',
  patched((zip, end) => zip.writeUInt16LE(1, end + 4)),
  /zip/,
);
add(
  'a directory behind the end',
  patched((zip, end) => zip.writeUInt32LE(0x7fff_ffff, end + 16)),
  /zip/,
);
add(
  'a directory at the start',
  patched((zip, end) => zip.writeUInt32LE(0, end + 16)),
  /zip/,
);
add(
  'a directory with another signature',
  patched((zip, _, directory) => zip.writeUInt32LE(0x0201_4b51, directory)),
  /zip/,
);
add(
  'a local header with another signature',
  patched((zip) => zip.writeUInt32LE(0x0403_4b51, 0)),
  /zip/,
);
add(
  'a name length beyond the directory',
  patched((zip, _, directory) => zip.writeUInt16LE(0xffff, directory + 28)),
  /zip/,
);
add(
  'an extra field beyond the directory',
  patched((zip, _, directory) => zip.writeUInt16LE(0xffff, directory + 30)),
  /zip/,
);
add(
  'a comment beyond the directory',
  patched((zip, _, directory) => zip.writeUInt16LE(0xffff, directory + 32)),
  /zip/,
);
add(
  'a comment of the zip that is not there',
  patched((zip, end) => zip.writeUInt16LE(9, end + 20)),
  /zip/,
);
add(
  'sizes that are in a ZIP64 field that is not there',
  patched((zip, _, directory) => {
    zip.writeUInt32LE(0xffff_ffff, directory + 20);
    zip.writeUInt32LE(0xffff_ffff, directory + 24);
  }),
  /zip/,
);
add(
  'a count that is in a ZIP64 record that is not there',
  patched((zip, end) => {
    zip.writeUInt16LE(0xffff, end + 8);
    zip.writeUInt16LE(0xffff, end + 10);
    zip.writeUInt32LE(0xffff_ffff, end + 16);
  }),
  /zip/,
);
for (const text of ['', 'PK', 'PK\u0003\u0004', 'PK\u0005\u0006', 'no zip at all', '\0'.repeat(100)])
  add(`the text ${JSON.stringify(text.slice(0, 20))}`, () => Buffer.from(text), /zip/);
add('21 MB', () => Buffer.alloc(20_000_001), /larger than 20 MB/);

// Read for the names in it, for each function of a project.
const worker = [
  { name: 'wrangler.json', content: '{ "name": "x", "main": "index.js" }' },
  { name: 'index.js', content: 'export default { fetch: () => new Response() };' },
];
const manyNames = Array.from({ length: 80_000 }, (_, at) => `A${at}=\n`).join('');
add('a large file for secrets', () => [...worker, { name: '.env', content: manyNames }], /\.env: .* 500 KB/);
add(
  'many files for secrets',
  () => [...worker, ...['a', 'b', 'c'].map((at) => ({ name: `${at}/.env`, content: manyNames.slice(0, 200_000) }))],
  /c\/\.env: .* 500 KB/,
);
