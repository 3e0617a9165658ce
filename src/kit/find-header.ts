/** The value of a header, its name in any case (`name` in lower case); the first when it is repeated. */
export function findHeader(headers: readonly (readonly [string, string])[], name: string): string | undefined {
  return headers.find(([each]) => each.toLowerCase() === name)?.[1];
}
