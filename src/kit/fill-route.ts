/** `:name`, also with a pattern or a question mark behind it, and `*`. */
export const routeParameterPattern = /:([A-Za-z0-9_]+)(?:\([^)]*\))?\??|\*/g;

/** The path to call for a route: parameters filled in and percent-encoded, a wildcard keeping its slashes. */
export function fillRoute(route: string, values: Readonly<Record<string, string>>): string {
  return route.replaceAll(routeParameterPattern, (_whole: string, name: string | undefined) => {
    if (name === undefined) return (values['*'] ?? '').split('/').map(encodeURIComponent).join('/');
    return encodeURIComponent(values[name] ?? '');
  });
}
