import { expect, test } from 'vitest';

import { hexDump } from './hex-dump.ts';

test('rows of 16 with offset and printable characters', () => {
  const rows = hexDump(
    Uint8Array.from({ length: 18 }, (_, index) => index + 0x3f),
    100,
  );
  expect(rows).toEqual([
    {
      offset: '00000000',
      hex: '3f 40 41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e',
      ascii: '?@ABCDEFGHIJKLMN',
    },
    { offset: '00000010', hex: '4f 50', ascii: 'OP' },
  ]);
  expect(hexDump(Uint8Array.of(0, 255), 1)[0]?.ascii).toBe('··');
});

test('stops at maxRows; nothing gives nothing', () => {
  expect(hexDump(new Uint8Array(1_000_000), 3)).toHaveLength(3);
  expect(hexDump(new Uint8Array(0), 3)).toEqual([]);
});
