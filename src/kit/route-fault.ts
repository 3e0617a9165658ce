/** Why a route cannot be served, by the words the engine and the studio have for it. */
export type RouteFault =
  | 'Slash'
  | 'Control'
  | 'Backslash'
  | 'EmptyPart'
  | 'Dots'
  | 'Encoded'
  | 'Hash'
  | 'Pattern'
  | 'Colons'
  | 'Nameless'
  | 'Star'
  | 'StarBeside'
  | 'Beside'
  | 'Optional'
  | 'OptionalPart'
  | 'Twice';

/** What find-my-way would accept but nobody means, and what would run a person's regular expression in the engine. */
const faults: readonly (readonly [RegExp, RouteFault])[] = [
  [/^(?!\/)/, 'Slash'],
  [/\p{Cc}/u, 'Control'],
  [/\\/, 'Backslash'],
  [/\/\//, 'EmptyPart'],
  [/(?<=\/)\.{1,2}(?=\/|$)/, 'Dots'],
  [/%/, 'Encoded'],
  [/#/, 'Hash'],
  [/[()]/, 'Pattern'],
  [/::/, 'Colons'],
  [/:(?![A-Za-z])/, 'Nameless'],
  [/\*(?!$)/, 'Star'],
  [/:\w+\*/, 'StarBeside'],
  [/:\w+(?=:)/, 'Beside'],
  [/\?(?!$)/, 'Optional'],
  [/(?<!\/:\w*)\?$/, 'OptionalPart'],
];

/** The first thing that is wrong with a route pattern, and where (from 0); null when it can be served. */
export function routeFault(pattern: string): { fault: RouteFault; at: number } | null {
  for (const [found, fault] of faults) {
    const at = pattern.search(found);
    if (at >= 0) return { fault, at };
  }
  return repeatedParameter(pattern);
}

function repeatedParameter(pattern: string): { fault: RouteFault; at: number } | null {
  const seen = new Set<string>();
  for (const { 1: name = '', index } of pattern.matchAll(/:(\w+)/g)) {
    if (seen.has(name)) return { fault: 'Twice', at: index };
    seen.add(name);
  }
  return null;
}
