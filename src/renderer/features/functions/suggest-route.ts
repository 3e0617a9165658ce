/** The route a name suggests: `Hello World` becomes `/hello-world`. Scripts of every language stay; empty gives `/`. */
export function suggestRoute(name: string): string {
  const slug = name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `/${slug}`;
}
