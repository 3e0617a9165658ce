/** A name beside `path` that nothing has yet: `lib/price-copy.ts`, `lib/price-copy-2.ts`, … */
export function freeName(path: string, taken: ReadonlySet<string>): string {
  const [, stem = path, ending = ''] = /^(.*?[^/])(\.[^./]+)?$/.exec(path) ?? [];
  for (let count = 1; ; count += 1) {
    const name = `${stem}-copy${count === 1 ? '' : `-${count}`}${ending}`;
    if (!taken.has(name)) return name;
  }
}
