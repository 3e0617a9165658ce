import { methodSchema, type Method } from '../contract/function.ts';

export const allMethods: readonly Method[] = methodSchema.options;

/** Those of a list that functions can answer; all of them for an empty one, and for `ANY` and `*`. */
export function methodsOf(names: readonly unknown[]): Method[] {
  const upper = names.map((name) => String(name).toUpperCase());
  const known = allMethods.filter((method) => upper.includes(method));
  return known.length === 0 || upper.includes('ANY') || upper.includes('*') ? [...allMethods] : known;
}
