const foreignLetters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
};
/** Names Windows keeps for devices, whatever the folder. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * The folder name for a new function: the name in ASCII, `-2`, `-3`, … where it is taken.
 * `taken` is compared without regard to case, as macOS and Windows do.
 */
export function functionIdFor(name: string, taken: Iterable<string>): string {
  const others = new Set(Array.from(taken, (id) => id.toLowerCase()));
  const slug = slugOf(name);
  for (let count = 1; ; count++) {
    const id = count === 1 ? slug : `${slug}-${count}`;
    if (!others.has(id)) return id;
  }
}

function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøđðłþı]/g, (letter) => foreignLetters[letter] ?? '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '');
  if (slug === '') return 'function';
  return reserved.test(slug) ? `${slug}-function` : slug;
}
