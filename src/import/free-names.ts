/** The id, or one with `-2`, `-3`, … behind it. */
export function freeId(wanted: string, taken: (id: string) => boolean): string {
  for (let count = 1; ; count++) {
    const end = count === 1 ? '' : `-${count}`;
    const id = `${wanted.slice(0, 64 - end.length)}${end}`;
    if (!taken(id)) return id;
  }
}

/**
 * The route, or one that nobody has: its first fixed part gets a number, as in `/users-2/:id`; one without any begins
 * with the function's id.
 */
export function freeRoute(wanted: string, id: string, taken: (route: string) => boolean): string {
  if (!taken(wanted)) return wanted;
  const parts = wanted.slice(1).split('/');
  const fixed = parts.findIndex((part) => part !== '' && !/[:*]/.test(part));
  for (let count = 2; ; count++) {
    const numbered = parts.map((part, index) => (index === fixed ? `${part}-${count}` : part)).join('/');
    const prefix = count === 2 ? id : `${id}-${count}`;
    const route = fixed >= 0 ? `/${numbered}` : `/${prefix}${wanted === '/' ? '' : wanted}`;
    if (!taken(route)) return route;
  }
}

export function freeTestName(wanted: string, taken: readonly string[]): string {
  for (let count = 1; ; count++) {
    const end = count === 1 ? '' : ` ${count}`;
    const name = `${wanted.slice(0, 80 - end.length).trimEnd()}${end}`;
    if (!taken.includes(name)) return name;
  }
}

/** What a function may be called by: lower-case letters, digits and dashes. */
export function idOf(text: string): string {
  const id = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '');
  if (id === '') return 'function';
  return /^(con|prn|aux|nul|com\d|lpt\d)$/.test(id) ? `${id}-function` : id;
}
