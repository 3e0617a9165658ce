/** Of base64 that stands for fewer bytes, the like occurs by chance. */
const minBase64Chars = 8;

/** The ways a value is usually written: as it is, in quotes, in an address, and in base64, wherever in it it stands. */
export function spellingsOf(value: string): string[] {
  const base64 = [0, 1, 2].map((offset) => base64Within(value, offset)).filter((text) => text.length >= minBase64Chars);
  const urlSafe = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  return [
    ...new Set([
      value,
      JSON.stringify(value).slice(1, -1),
      encodeURIComponent(value.toWellFormed()),
      ...base64,
      ...urlSafe,
    ]),
  ];
}

/** The characters that tell of nothing but the value when `offset` bytes more than whole groups of three precede it. */
function base64Within(value: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]);
  return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
}
