/** One row of a hex dump: offset, up to 16 bytes in hex, the printable ASCII beside them. */
export interface HexRow {
  offset: string;
  hex: string;
  ascii: string;
}

const bytesPerRow = 16;

/** The bytes as rows; at most `maxRows` of them. */
export function hexDump(bytes: Uint8Array, maxRows: number): HexRow[] {
  const count = Math.min(Math.ceil(bytes.length / bytesPerRow), maxRows);
  return Array.from({ length: count }, (_, row) =>
    hexRow(row * bytesPerRow, bytes.subarray(row * bytesPerRow, (row + 1) * bytesPerRow)),
  );
}

function hexRow(offset: number, bytes: Uint8Array): HexRow {
  const values = [...bytes];
  return {
    offset: offset.toString(16).padStart(8, '0'),
    hex: values.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
    ascii: values.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join(''),
  };
}
