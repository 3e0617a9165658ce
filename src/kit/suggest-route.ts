/**
 * The route a name suggests: `Hello World` becomes `/hello-world`. Scripts of every language stay; empty gives `/`. It
 * takes every path below where `like`, the route of what it is made from, does.
 */
export function suggestRoute(name: string, like = ''): string {
  const slug = name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  const rest = like.endsWith('/*') ? '/*' : '';
  return slug === '' ? rest || '/' : `/${slug}${rest}`;
}

/**
 * The route of a function that is called otherwise: `/orders/:id` of `orders` becomes `/sales/:id` of `sales`. Undefined
 * where it does not begin as its name suggests, or the new name suggests nothing.
 */
export function routeOfName(route: string, from: string, to: string): string | undefined {
  const [before, after] = [suggestRoute(from), suggestRoute(to)];
  const begins = route === before || route.startsWith(`${before}/`);
  return before !== '/' && after !== '/' && begins ? after + route.slice(before.length) : undefined;
}
